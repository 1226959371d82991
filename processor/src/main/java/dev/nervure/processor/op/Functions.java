package dev.nervure.processor.op;

import dev.nervure.dsl.Activation;
import dev.nervure.processor.graph.Op;

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

    /** {@code factor x + offset}. */
    public static Op scale(float factor, float offset) {
        Expr x = Expr.arg(0);
        Expr scaled = factor == -1 ? x.negate() : Expr.of(factor).times(x);
        String title = factor == 1 ? "%s" : factor == -1 ? "−%s" : number(factor) + " %s";
        return new Elementwise(
                offset < 0 ? scaled.minus(Expr.of(-offset)) : scaled.plus(Expr.of(offset)),
                offset == 0 ? title : title + (offset < 0 ? " − " : " + ") + number(Math.abs(offset)));
    }

    /** {@code x} to the power of a number; the common ones without {@code Math.pow}. */
    public static Op power(float exponent) {
        Expr x = Expr.arg(0);
        Expr power = exponent == 0
                ? Expr.of(1)
                : exponent == 0.5f
                        ? Fn.SQRT.of(x)
                        : exponent == 1
                                ? x
                                : exponent == 2
                                        ? Fn.SQUARE.of(x)
                                        : exponent == -1 ? Expr.of(1).over(x) : Fn.POW.of(x, Expr.of(exponent));
        return new Elementwise(power, "%s^" + number(exponent));
    }

    public static Op exp() {
        return Elementwise.of(Fn.EXP);
    }

    public static Op log() {
        return Elementwise.of(Fn.LOG);
    }

    public static Op sqrt() {
        return Elementwise.of(Fn.SQRT);
    }

    private static String number(float value) {
        return Floats.literal(value).replace("f", "");
    }

    public static Op leakyRelu(float slope) {
        return new Elementwise(Fn.LEAKY_RELU.of(Expr.arg(0), Expr.of(slope)), "leaky relu(%s)");
    }

    public static Op elu(float alpha) {
        return new Elementwise(Fn.ELU.of(Expr.arg(0), Expr.of(alpha)), "elu(%s)");
    }
}
