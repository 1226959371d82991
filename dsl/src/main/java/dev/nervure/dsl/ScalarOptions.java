package dev.nervure.dsl;

import java.util.Map;

/** Options of losses. */
abstract class ScalarOptions<O extends ScalarOptions<O>> extends Options<O> {
    ScalarOptions(Map<String, ?> required) {
        super(required);
    }

    /** The factor of this loss in the sum that training minimises. */
    public O weight(float weight) {
        return set("weight", weight);
    }
}
