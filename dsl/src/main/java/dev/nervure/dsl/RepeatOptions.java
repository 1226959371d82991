package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#repeat}. */
public final class RepeatOptions extends Options<RepeatOptions> {
    RepeatOptions(Map<String, ?> required) {
        super(required);
    }

    /** Whether training keeps only what passes from block to block, and computes the rest again in backward. */
    public RepeatOptions recompute(boolean recompute) {
        return set("recompute", recompute);
    }
}
