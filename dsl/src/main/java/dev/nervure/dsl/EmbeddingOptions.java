package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#embedding} and {@link Tensor#learnedPositions}. */
public final class EmbeddingOptions extends ParameterOptions<EmbeddingOptions> {
    EmbeddingOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the distribution of the initial values.
     *
     * @param initializer {@link Initializer#NORMAL} by default
     * @return these options
     */
    public EmbeddingOptions initializer(Initializer initializer) {
        return set("initializer", initializer);
    }

    /**
     * Sets the number that some initializers use.
     *
     * @param constant the value of {@link Initializer#CONSTANT}, the deviation of {@link Initializer#NORMAL}, or the
     *     bound of {@link Initializer#UNIFORM}; 1 by default
     * @return these options
     */
    public EmbeddingOptions constant(float constant) {
        return set("constant", constant);
    }
}
