package dev.nervure.processor.op;

import dev.nervure.dsl.Activation;

/** The steps that compute activations. */
public final class Functions {
    private Functions() {}

    /** The step of an activation with its defaults. */
    public static Op of(Activation activation) {
        return switch (activation) {
            case IDENTITY -> new Elementwise(Expr.arg(0), "%s");
            case RELU -> Elementwise.of(Fn.RELU);
            case LEAKY_RELU -> leakyRelu(0.01f);
            case ELU -> elu(1f);
            case SELU -> Elementwise.of(Fn.SELU);
            case SIGMOID -> Elementwise.of(Fn.SIGMOID);
            case HARD_SIGMOID -> Elementwise.of(Fn.HARD_SIGMOID);
            case TANH -> Elementwise.of(Fn.TANH);
            case SOFTMAX -> new Softmax(false);
            case LOG_SOFTMAX -> new Softmax(true);
            case SOFTPLUS -> Elementwise.of(Fn.SOFTPLUS);
            case GELU -> Elementwise.of(Fn.GELU);
            case GELU_TANH -> Elementwise.of(Fn.GELU_TANH);
            case SILU -> Elementwise.of(Fn.SILU);
            case MISH -> Elementwise.of(Fn.MISH);
            case HARD_SWISH -> Elementwise.of(Fn.HARD_SWISH);
        };
    }

    public static Op leakyRelu(float slope) {
        return new Elementwise(Fn.LEAKY_RELU.of(Expr.arg(0), Expr.of(slope)), "leaky relu(%s)");
    }

    public static Op elu(float alpha) {
        return new Elementwise(Fn.ELU.of(Expr.arg(0), Expr.of(alpha)), "elu(%s)");
    }
}
