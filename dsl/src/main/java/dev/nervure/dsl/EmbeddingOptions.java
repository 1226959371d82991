package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#embedding}: {@code ids.embedding(1000, 32, o -> o.paddingIndex(0))}. */
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

    /**
     * Sets the id of padding, whose row begins as zeros and gets no gradient from this layer.
     *
     * @param paddingIndex an id, or −1, the default, for none
     * @return these options
     */
    public EmbeddingOptions paddingIndex(int paddingIndex) {
        return set("paddingIndex", paddingIndex);
    }
}
