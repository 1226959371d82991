package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#huber}. */
public final class HuberOptions extends ScalarOptions<HuberOptions> {
    HuberOptions(Map<String, ?> required) {
        super(required);
    }

    /** The distance at which the square turns into a line. */
    public HuberOptions delta(float delta) {
        return set("delta", delta);
    }
}
