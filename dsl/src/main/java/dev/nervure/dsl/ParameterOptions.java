package dev.nervure.dsl;

import java.util.Map;

/** Options of layers that have parameters. */
abstract class ParameterOptions<O extends ParameterOptions<O>> extends Options<O> {
    ParameterOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Chooses whether training changes the parameters.
     *
     * @param trainable true by default
     * @return these options
     */
    public O trainable(boolean trainable) {
        return set("trainable", trainable);
    }

    /**
     * Sets the prefix of the parameters' names.
     *
     * @param name a dotted path, such as {@code encoder.fc1}; empty for the tensor's name
     * @return these options
     */
    public O name(String name) {
        return set("name", name);
    }
}
