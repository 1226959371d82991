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
}
