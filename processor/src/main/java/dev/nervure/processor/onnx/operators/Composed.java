package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Tensor;

/** Functions that no layer computes by itself. */
final class Composed {
    /** Floats from here on have no digits behind the point. */
    private static final float WHOLE = 0x1p22f;

    /** Adding this and taking it away again rounds to a whole number, to the even one of two that are equally near. */
    private static final float ROUNDING = 0x1.8p23f;

    private Composed() {}

    static Tensor round(Tensor x) {
        Tensor rounded = x.plus(ROUNDING).minus(ROUNDING).stopGradient();
        return x.abs().compare(Comparison.LESS, WHOLE).where(rounded, x.stopGradient());
    }

    static Tensor floor(Tensor x) {
        Tensor rounded = round(x);
        return rounded.compare(Comparison.GREATER, x).where(rounded.minus(1), rounded);
    }

    static Tensor ceil(Tensor x) {
        Tensor rounded = round(x);
        return rounded.compare(Comparison.LESS, x).where(rounded.plus(1), rounded);
    }

    /** What is left of a after whole times b, with the sign of a: {@code a − b · trunc(a / b)}. */
    static Tensor remainder(Tensor a, Tensor b) {
        Tensor times = floor(a.div(b).abs());
        Tensor rest = a.abs().minus(times.times(b.abs()));
        // The rounded quotient may be one too large or too small.
        Tensor more = rest.compare(Comparison.LESS, 0).where(rest.plus(b.abs()), rest);
        Tensor size = more.compare(Comparison.GREATER_OR_EQUAL, b.abs()).where(more.minus(b.abs()), more);
        return a.compare(Comparison.LESS, 0).where(size.unaryMinus(), size);
    }

    static Tensor sign(Tensor x) {
        Tensor below = x.compare(Comparison.LESS, 0).where(Tensor.constant(-1), x.stopGradient());
        return x.compare(Comparison.GREATER, 0).where(Tensor.constant(1), below);
    }

    /** The sign of integers. */
    static Tensor signs(Tensor x) {
        Tensor zero = Tensor.constant(new int[] {0});
        Tensor below = x.compare(Comparison.LESS, zero).where(Tensor.constant(new int[] {-1}), zero);
        return x.compare(Comparison.GREATER, zero).where(Tensor.constant(new int[] {1}), below);
    }

    /** {@code max(x, 0)} of integers. */
    static Tensor positive(Tensor x) {
        Tensor zero = Tensor.constant(new int[] {0});
        return x.compare(Comparison.GREATER, zero).where(x, zero);
    }

    /** {@code erf(x) = 2 Φ(√2 x) − 1}, with {@code Φ(z) = gelu(z) / z}; near 0 its tangent. */
    static Tensor erf(Tensor x) {
        Tensor small = x.abs().compare(Comparison.LESS, 1e-3f);
        Tensor z = small.where(Tensor.constant(1), x).times((float) Math.sqrt(2));
        return small.where(
                x.times((float) (2 / Math.sqrt(Math.PI))), z.gelu().div(z).scale(2, -1));
    }

    /** Numbers that miss a whole one by rounding alone become that one; integers are cut off, not rounded. */
    static Tensor nearlyWhole(Tensor x) {
        Tensor rounded = round(x);
        Tensor off = x.minus(rounded).abs();
        return off.compare(Comparison.LESS, rounded.abs().times(1e-5f).plus(1e-5f))
                .where(rounded, x);
    }

    /** {@code aᵇ}: of the absolute value, with the sign of whole powers; not a number for other powers below 0. */
    static Tensor pow(Tensor a, Tensor b) {
        Tensor power = a.abs().log().times(b).exp();
        Tensor whole = b.compare(Comparison.EQUAL, round(b));
        Tensor half = b.times(0.5f);
        Tensor even = half.compare(Comparison.EQUAL, round(half));
        Tensor signed = even.where(power, power.unaryMinus());
        // Not a number, without the derivative of a quotient by 0, which would spoil that of all others.
        Tensor none = power.minus(power).div(Tensor.constant(0)).stopGradient();
        Tensor below = whole.where(signed, none);
        Tensor result = a.compare(Comparison.LESS, 0).where(below, power);
        return b.compare(Comparison.EQUAL, 0).where(Tensor.constant(1), result);
    }
}
