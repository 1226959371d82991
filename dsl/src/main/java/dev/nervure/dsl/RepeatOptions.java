package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#repeat}. */
public final class RepeatOptions extends Options<RepeatOptions> {
    RepeatOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Chooses between memory and time in training.
     *
     * @param recompute true to keep only the results of blocks and compute the rest again in the backward pass
     * @return these options
     */
    public RepeatOptions recompute(boolean recompute) {
        return set("recompute", recompute);
    }
}
