package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#standardize}. */
public final class StandardizeOptions extends Options<StandardizeOptions> {
    StandardizeOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the axis of the features.
     *
     * @param axis −1, the last, by default; or 0, the first, such as that of channels
     * @return these options
     */
    public StandardizeOptions axis(int axis) {
        return set("axis", axis);
    }

    /**
     * Sets the least standard deviation to divide by.
     *
     * @param eps over 0, at most 1; 1e-7 by default
     * @return these options
     */
    public StandardizeOptions eps(float eps) {
        return set("eps", eps);
    }

    /**
     * Sets the prefix of the parameters' names.
     *
     * @param name a dotted path, such as {@code encoder.scaled}; empty for the tensor's name
     * @return these options
     */
    public StandardizeOptions name(String name) {
        return set("name", name);
    }
}
