package dev.nervure.runtime.kernel.function;

/** The functions that {@link Elementwise} offers, as the providers name them. */
enum Function {
    EXP,
    LOG,
    TANH,
    SIGMOID,
    SILU,
    SOFTPLUS,
    MISH,
    ELU,
    GELU,
    GELU_TANH,
    GELU_SLOPE,
    GELU_TANH_SLOPE,
    SILU_SLOPE,
    MISH_SLOPE
}
