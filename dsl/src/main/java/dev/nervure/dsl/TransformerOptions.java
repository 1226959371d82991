package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#transformerEncoder} and {@link Tensor#transformerDecoder}. */
public final class TransformerOptions extends ParameterOptions<TransformerOptions> {
    TransformerOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the number of hidden units of the feed-forward part.
     *
     * @param feedForward at least 1; 2,048 by default
     * @return these options
     */
    public TransformerOptions feedForward(int feedForward) {
        return set("feedForward", feedForward);
    }

    /**
     * Sets the activation of the feed-forward part.
     *
     * @param activation {@link Activation#RELU} by default
     * @return these options
     */
    public TransformerOptions activation(Activation activation) {
        return set("activation", activation);
    }

    /**
     * Chooses where each part normalises.
     *
     * @param normFirst true for its input (pre-norm); false, the default, for its residual sum (post-norm)
     * @return these options
     */
    public TransformerOptions normFirst(boolean normFirst) {
        return set("normFirst", normFirst);
    }

    /**
     * Chooses whether step {@code t} attends to the steps 0 to {@code t} only.
     *
     * @param causal true for a causal mask
     * @return these options
     */
    public TransformerOptions causal(boolean causal) {
        return set("causal", causal);
    }

    /**
     * Masks the attention of each step to the others, in every block.
     *
     * @param mask {@code [heads, steps, steps]}, without some axes at the front or with 1 there for what is the same for all:
     *     booleans, true for places that a step sees, or floats that are added to the scores; {@link MultiHeadAttention#mask}
     *     tells more
     * @return these options
     */
    public TransformerOptions mask(Tensor mask) {
        return set("mask", mask);
    }

    /**
     * Sets the probability of {@link Dropout}: after each part, within the feed-forward part, and of attention weights.
     *
     * @param dropout 0 to under 1; 0.1 by default
     * @return these options
     */
    public TransformerOptions dropout(float dropout) {
        return set("dropout", dropout);
    }

    /**
     * Chooses between memory and time in training.
     *
     * @param recompute true to keep only the results of blocks and compute the rest again in the backward pass
     * @return these options
     */
    public TransformerOptions recompute(boolean recompute) {
        return set("recompute", recompute);
    }

    /**
     * Names the parts of a block, which name the parameters.
     *
     * @param parts different dotted paths; of an encoder five: attention, the two dense layers and the two norms; of a
     *     decoder seven: attention, attention to the memory, the two dense layers and the three norms
     * @return these options
     */
    public TransformerOptions parts(String... parts) {
        return set("parts", parts);
    }

    /**
     * Names the parts of the attention.
     *
     * @param attentionParts two or four different dotted paths, as {@link MultiHeadAttentionOptions#parts} says
     * @return these options
     */
    public TransformerOptions attentionParts(String... attentionParts) {
        return set("attentionParts", attentionParts);
    }

    /**
     * Names what the blocks have in common.
     *
     * @param blocks the prefix of the blocks' parameters within the layer, {@code "layers"} by default; empty for none
     * @return these options
     */
    public TransformerOptions blocks(String blocks) {
        return set("blocks", blocks);
    }
}
