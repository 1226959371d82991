package dev.nervure.runtime.kernel;

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
    ERF,
    GELU,
    GELU_TANH;

    /** Of one value; {@code alpha} is read by ELU alone. */
    float of(float x, float alpha) {
        return switch (this) {
            case EXP -> Scalar.exp(x);
            case LOG -> Scalar.log(x);
            case TANH -> Scalar.tanh(x);
            case SIGMOID -> Scalar.sigmoid(x);
            case SILU -> Scalar.silu(x);
            case SOFTPLUS -> Scalar.softplus(x);
            case MISH -> Scalar.mish(x);
            case ELU -> Scalar.elu(x, alpha);
            case ERF -> Scalar.erf(x);
            case GELU -> Scalar.gelu(x);
            case GELU_TANH -> Scalar.geluTanh(x);
        };
    }
}
