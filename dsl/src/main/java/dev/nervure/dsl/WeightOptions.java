package dev.nervure.dsl;

import java.util.Map;

/** Options of layers with a weight and a bias. */
abstract class WeightOptions<O extends WeightOptions<O>> extends ParameterOptions<O> {
    WeightOptions(Map<String, ?> required) {
        super(required);
    }

    /** Whether the biases are there. */
    public O bias(boolean bias) {
        return set("bias", bias);
    }

    /** What is applied to each result. */
    public O activation(Activation activation) {
        return set("activation", activation);
    }

    /** How the weights begin. */
    public O initializer(Initializer initializer) {
        return set("initializer", initializer);
    }

    /** What {@link Initializer#CONSTANT}, {@link Initializer#NORMAL} and {@link Initializer#UNIFORM} are told. */
    public O constant(float constant) {
        return set("constant", constant);
    }
}
