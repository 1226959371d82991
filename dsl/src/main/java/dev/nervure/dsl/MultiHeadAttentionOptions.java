package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#multiHeadAttention}: {@code x.multiHeadAttention(8, o -> o.causal(true))}. */
public final class MultiHeadAttentionOptions extends ParameterOptions<MultiHeadAttentionOptions> {
    MultiHeadAttentionOptions(Map<String, ?> required) {
        super(required);
    }

    /** The number of heads of keys and values; 0 for as many as queries have. */
    public MultiHeadAttentionOptions keyValueHeads(int keyValueHeads) {
        return set("keyValueHeads", keyValueHeads);
    }

    /** Whether each step sees only itself and the steps before. */
    public MultiHeadAttentionOptions causal(boolean causal) {
        return set("causal", causal);
    }

    /** Whether queries and keys are rotated by their position (Su and others 2021). */
    public MultiHeadAttentionOptions rotary(boolean rotary) {
        return set("rotary", rotary);
    }

    /** The base of the angles of the rotation, over 1. */
    public MultiHeadAttentionOptions rotaryBase(float rotaryBase) {
        return set("rotaryBase", rotaryBase);
    }

    /** The share of values that a training pass drops, 0 to under 1. */
    public MultiHeadAttentionOptions dropout(float dropout) {
        return set("dropout", dropout);
    }

    /** Whether the biases are there. */
    public MultiHeadAttentionOptions bias(boolean bias) {
        return set("bias", bias);
    }
}
