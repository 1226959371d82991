package dev.nervure.dsl;

import java.util.Map;

/** Options of layers with a weight and a bias. */
abstract class WeightOptions<O extends WeightOptions<O>> extends ParameterOptions<O> {
    WeightOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Chooses whether the layer has biases.
     *
     * @param bias whether there are biases
     * @return these options
     */
    public O bias(boolean bias) {
        return set("bias", bias);
    }

    /**
     * Sets the activation, applied to each result.
     *
     * @param activation the activation {@code g}
     * @return these options
     */
    public O activation(Activation activation) {
        return set("activation", activation);
    }

    /**
     * Sets the distribution of the initial weights and biases.
     *
     * @param initializer the distribution
     * @return these options
     */
    public O initializer(Initializer initializer) {
        return set("initializer", initializer);
    }

    /**
     * Sets the number that some initializers use.
     *
     * @param constant the value of {@link Initializer#CONSTANT}, the deviation of {@link Initializer#NORMAL}, or the
     *     bound of {@link Initializer#UNIFORM}
     * @return these options
     */
    public O constant(float constant) {
        return set("constant", constant);
    }
}
