package dev.nervure.dsl;

import java.util.Map;

/** Options of losses that have a weight alone. */
public final class LossOptions extends ScalarOptions<LossOptions> {
    LossOptions(Map<String, ?> required) {
        super(required);
    }
}
