package dev.nervure.processor.op;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.ElementType;
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

    /**
     * {@code factor x + offset}.
     *
     * @param integers whether x holds integers, and so the result
     */
    public static Op scale(float factor, float offset, boolean integers) {
        Expr x = Expr.arg(0);
        Expr scaled = factor == -1 ? x.negate() : Expr.of(factor, integers).times(x);
        String title = factor == 1 ? "%s" : factor == -1 ? "−%s" : number(factor) + " %s";
        return new Elementwise(
                offset < 0 ? scaled.minus(Expr.of(-offset, integers)) : scaled.plus(Expr.of(offset, integers)),
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

    public static Op abs() {
        return new Elementwise(Fn.ABS.of(Expr.arg(0)), "|%s|");
    }

    public static Op sin() {
        return Elementwise.of(Fn.SIN);
    }

    public static Op cos() {
        return Elementwise.of(Fn.COS);
    }

    /** {@code x} within bounds; a bound that is the largest float is none. */
    public static Op clamp(float min, float max, boolean integers) {
        Expr x = Expr.arg(0);
        Expr above = min == -Float.MAX_VALUE ? x : Fn.MAX.of(x, Expr.of(min, integers));
        Expr within = max == Float.MAX_VALUE ? above : Fn.MIN.of(above, Expr.of(max, integers));
        return new Elementwise(within, "clamp(%s, " + number(min) + ", " + number(max) + ")");
    }

    /** The same values, again where the result has more axes or longer ones. */
    public static Op expand() {
        return new Elementwise(Expr.arg(0), "%s, repeated");
    }

    /** {@code x} without its gradient. */
    public static Op stopGradient() {
        return new Elementwise(Fn.STOP.of(Expr.arg(0)), "%s, without a gradient");
    }

    /** How two numbers compare, 1 for true and 0 for false. */
    public static Op compare(Comparison comparison) {
        return switch (comparison) {
            case LESS -> compare(Fn.LESS, "<");
            case LESS_OR_EQUAL -> compare(Fn.LESS_OR_EQUAL, "≤");
            case GREATER -> compare(Fn.GREATER, ">");
            case GREATER_OR_EQUAL -> compare(Fn.GREATER_OR_EQUAL, "≥");
            case EQUAL -> compare(Fn.EQUAL, "=");
            case NOT_EQUAL -> compare(Fn.NOT_EQUAL, "≠");
        };
    }

    private static Op compare(Fn fn, String sign) {
        return new Elementwise(fn.of(Expr.arg(0), Expr.arg(1)), "(%s " + sign + " %s)");
    }

    public static Op not() {
        return new Elementwise(Fn.NOT.of(Expr.arg(0)), "not %s");
    }

    public static Op where() {
        return new Elementwise(Fn.WHERE.of(Expr.arg(0), Expr.arg(1), Expr.arg(2)), "%s ? %s : %s");
    }

    /** The same values as another type. */
    public static Op cast(ElementType from, ElementType to) {
        Expr x = Expr.arg(0);
        if (from == ElementType.FLOAT && to == ElementType.INT) {
            return new Elementwise(Fn.TRUNCATE.of(x), "%s without what is behind the point");
        }
        if (from != ElementType.BOOL && to == ElementType.BOOL) {
            return new Elementwise(Fn.NOT_EQUAL.of(x, Expr.of(0)), "(%s ≠ 0)");
        }
        return new Elementwise(x, "%s");
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
