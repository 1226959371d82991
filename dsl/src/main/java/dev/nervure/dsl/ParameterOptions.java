package dev.nervure.dsl;

import java.util.Map;

/** Options of layers that have parameters. */
abstract class ParameterOptions<O extends ParameterOptions<O>> extends Options<O> {
    ParameterOptions(Map<String, ?> required) {
        super(required);
    }

    /** Whether the parameters are learned; true by default. */
    public O trainable(boolean trainable) {
        return set("trainable", trainable);
    }

    /** A dotted path for the parameters, where the tensor's name will not do. */
    public O name(String name) {
        return set("name", name);
    }
}
