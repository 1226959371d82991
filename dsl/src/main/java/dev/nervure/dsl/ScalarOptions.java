package dev.nervure.dsl;

import java.util.Map;

/** Options of losses. */
abstract class ScalarOptions<O extends ScalarOptions<O>> extends Options<O> {
    ScalarOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the factor of this loss in the sum that training minimises.
     *
     * @param weight 1 by default
     * @return these options
     */
    public O weight(float weight) {
        return set("weight", weight);
    }
}
