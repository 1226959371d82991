package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#scaledDotProductAttention}. */
public final class ScaledDotProductAttentionOptions extends Options<ScaledDotProductAttentionOptions> {
    ScaledDotProductAttentionOptions(Map<String, ?> required) {
        super(required);
    }

    /** Whether each step sees only itself and the steps before. */
    public ScaledDotProductAttentionOptions causal(boolean causal) {
        return set("causal", causal);
    }
}
