package dev.nervure.dsl;

import dev.nervure.dsl.network.InitialValues;

/**
 * The distributions of initial weights. {@code in} and {@code out} are the fans: for a dense layer its inputs and
 * units, for a convolution these times the size of its kernel.
 */
public enum Initializer {
    /** As in PyTorch: weight and bias uniform in ±1/√in. */
    DEFAULT,
    /** Uniform in ±√(6 / (in + out)), bias 0 (Glorot, Bengio 2010). */
    GLOROT_UNIFORM,
    /** Normal with deviation √(2 / (in + out)), bias 0. */
    GLOROT_NORMAL,
    /** Uniform in ±√(6 / in), bias 0 (He and others 2015). */
    HE_UNIFORM,
    /** Normal with deviation √(2 / in), bias 0. */
    HE_NORMAL,
    /** All 0. */
    ZEROS,
    /** All the layer's {@code constant}, bias 0. */
    CONSTANT,
    /** Normal with mean 0 and the layer's {@code constant} as deviation, bias 0. */
    NORMAL,
    /** Uniform in ±{@code constant}, bias 0. */
    UNIFORM;

    /**
     * {@return the distribution of the initial weights}
     *
     * @param in the fan of the inputs
     * @param out the fan of the outputs
     * @param constant the layer's {@code constant}, for {@link #CONSTANT}, {@link #NORMAL} and {@link #UNIFORM}
     */
    public InitialValues weight(long in, long out, float constant) {
        return switch (this) {
            case DEFAULT -> InitialValues.uniform(Math.sqrt(1.0 / in));
            case GLOROT_UNIFORM -> InitialValues.uniform(Math.sqrt(6.0 / (in + out)));
            case GLOROT_NORMAL -> InitialValues.normal(Math.sqrt(2.0 / (in + out)));
            case HE_UNIFORM -> InitialValues.uniform(Math.sqrt(6.0 / in));
            case HE_NORMAL -> InitialValues.normal(Math.sqrt(2.0 / in));
            case ZEROS -> InitialValues.constant(0f);
            case CONSTANT -> InitialValues.constant(constant);
            case NORMAL -> InitialValues.normal(constant);
            case UNIFORM -> InitialValues.uniform(constant);
        };
    }

    /**
     * {@return the distribution of the initial biases: for {@link #DEFAULT} uniform in ±1/√in, else 0}
     *
     * @param in the fan of the inputs
     */
    public InitialValues bias(long in) {
        return this == DEFAULT ? InitialValues.uniform(Math.sqrt(1.0 / in)) : InitialValues.constant(0f);
    }
}
