package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#multiHeadAttention}: {@code x.multiHeadAttention(8, o -> o.causal(true))}. */
public final class MultiHeadAttentionOptions extends ParameterOptions<MultiHeadAttentionOptions> {
    MultiHeadAttentionOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the number of heads of keys and values (Ainslie and others 2023).
     *
     * @param keyValueHeads a divisor of the number of heads; 0, the default, for that number
     * @return these options
     */
    public MultiHeadAttentionOptions keyValueHeads(int keyValueHeads) {
        return set("keyValueHeads", keyValueHeads);
    }

    /**
     * Chooses whether step {@code t} attends to the steps 0 to {@code t} only.
     *
     * @param causal true for a causal mask
     * @return these options
     */
    public MultiHeadAttentionOptions causal(boolean causal) {
        return set("causal", causal);
    }

    /**
     * Limits how far back a causal attention looks.
     *
     * @param window how many steps a step attends to, its own and those before it; 0, the default, for all of them
     * @return these options
     */
    public MultiHeadAttentionOptions window(int window) {
        return set("window", window);
    }

    /**
     * Masks the attention.
     *
     * @param mask {@code [heads, steps, places]}, without some axes at the front or with 1 there for what is the same for all:
     *     booleans, true for places that a step sees, or floats that are added to the scores; {@link MultiHeadAttention#mask}
     *     tells more
     * @return these options
     */
    public MultiHeadAttentionOptions mask(Tensor mask) {
        return set("mask", mask);
    }

    /**
     * Chooses whether queries and keys are rotated by their position, the pairs {@code (2i, 2i + 1)} of each head (Su and
     * others 2021).
     *
     * @param rotary true for rotary positions
     * @return these options
     */
    public MultiHeadAttentionOptions rotary(boolean rotary) {
        return set("rotary", rotary);
    }

    /**
     * Sets the base of the angles of the rotation.
     *
     * @param rotaryBase a number over 1; 10,000 by default
     * @return these options
     */
    public MultiHeadAttentionOptions rotaryBase(float rotaryBase) {
        return set("rotaryBase", rotaryBase);
    }

    /**
     * Sets the probability that a training pass drops an attention weight.
     *
     * @param dropout 0, the default, to under 1
     * @return these options
     */
    public MultiHeadAttentionOptions dropout(float dropout) {
        return set("dropout", dropout);
    }

    /**
     * Names the projections, which name the parameters. By default the names are those of PyTorch.
     *
     * @param parts two different dotted paths, of the stacked projection and the last one; or four, of query, key, value
     *     and the last one
     * @return these options
     */
    public MultiHeadAttentionOptions parts(String... parts) {
        return set("parts", parts);
    }

    /**
     * Chooses whether the layer has biases.
     *
     * @param bias whether there are biases
     * @return these options
     */
    public MultiHeadAttentionOptions bias(boolean bias) {
        return set("bias", bias);
    }
}
