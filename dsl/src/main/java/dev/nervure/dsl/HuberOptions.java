package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#huber}. */
public final class HuberOptions extends ScalarOptions<HuberOptions> {
    HuberOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the distance from which on the loss grows linearly.
     *
     * @param delta a number over 0; 1 by default
     * @return these options
     */
    public HuberOptions delta(float delta) {
        return set("delta", delta);
    }
}
