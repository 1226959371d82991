package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#transformerEncoder} and {@link Tensor#transformerDecoder}. */
public final class TransformerOptions extends ParameterOptions<TransformerOptions> {
    TransformerOptions(Map<String, ?> required) {
        super(required);
    }

    /** The size within the feed-forward part. */
    public TransformerOptions feedForward(int feedForward) {
        return set("feedForward", feedForward);
    }

    /** What is applied to each result. */
    public TransformerOptions activation(Activation activation) {
        return set("activation", activation);
    }

    /** Whether each part normalises what it reads, in place of its sum. */
    public TransformerOptions normFirst(boolean normFirst) {
        return set("normFirst", normFirst);
    }

    /** Whether each step sees only itself and the steps before. */
    public TransformerOptions causal(boolean causal) {
        return set("causal", causal);
    }

    /** The share of values that a training pass drops, 0 to under 1. */
    public TransformerOptions dropout(float dropout) {
        return set("dropout", dropout);
    }

    /** Whether training keeps only what passes from block to block, and computes the rest again in backward. */
    public TransformerOptions recompute(boolean recompute) {
        return set("recompute", recompute);
    }
}
