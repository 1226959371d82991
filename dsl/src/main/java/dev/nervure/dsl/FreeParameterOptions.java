package dev.nervure.dsl;

import java.util.Map;

/**
 * Options of {@link Tensor#parameter} and {@link Tensor#learnedPositions}: {@code Tensor.parameter("cls", List.of(1, 32),
 * o -> o.constant(0.01f))}.
 */
public final class FreeParameterOptions extends ParameterOptions<FreeParameterOptions> {
    FreeParameterOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the distribution of the initial values.
     *
     * @param initializer {@link Initializer#NORMAL} by default
     * @return these options
     */
    public FreeParameterOptions initializer(Initializer initializer) {
        return set("initializer", initializer);
    }

    /**
     * Sets the number that some initializers use.
     *
     * @param constant the value of {@link Initializer#CONSTANT}, the deviation of {@link Initializer#NORMAL}, or the
     *     bound of {@link Initializer#UNIFORM}
     * @return these options
     */
    public FreeParameterOptions constant(float constant) {
        return set("constant", constant);
    }
}
