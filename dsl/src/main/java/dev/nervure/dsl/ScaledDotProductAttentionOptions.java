package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#scaledDotProductAttention}. */
public final class ScaledDotProductAttentionOptions extends Options<ScaledDotProductAttentionOptions> {
    ScaledDotProductAttentionOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Chooses whether step {@code t} attends to the steps 0 to {@code t} only.
     *
     * @param causal true for a causal mask
     * @return these options
     */
    public ScaledDotProductAttentionOptions causal(boolean causal) {
        return set("causal", causal);
    }

    /**
     * Masks the attention.
     *
     * @param mask {@code […, steps, places]}, without some axes at the front or with 1 there for what is the same for all:
     *     booleans, true for places that a step sees, or floats that are added to the scores; {@link MultiHeadAttention#mask}
     *     tells more
     * @return these options
     */
    public ScaledDotProductAttentionOptions mask(Tensor mask) {
        return set("mask", mask);
    }
}
