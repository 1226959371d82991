package dev.nervure.runtime.kernel.function;

import static dev.nervure.runtime.kernel.internal.Coefficients.E2;
import static dev.nervure.runtime.kernel.internal.Coefficients.E3;
import static dev.nervure.runtime.kernel.internal.Coefficients.E4;
import static dev.nervure.runtime.kernel.internal.Coefficients.E5;
import static dev.nervure.runtime.kernel.internal.Coefficients.E6;
import static dev.nervure.runtime.kernel.internal.Coefficients.E7;
import static dev.nervure.runtime.kernel.internal.Coefficients.ERF_MAX;
import static dev.nervure.runtime.kernel.internal.Coefficients.EXPM1_MIN;
import static dev.nervure.runtime.kernel.internal.Coefficients.EXP_MAX;
import static dev.nervure.runtime.kernel.internal.Coefficients.EXP_MIN;
import static dev.nervure.runtime.kernel.internal.Coefficients.GELU_CUBIC;
import static dev.nervure.runtime.kernel.internal.Coefficients.GELU_CUBIC_SLOPE;
import static dev.nervure.runtime.kernel.internal.Coefficients.GELU_MIN;
import static dev.nervure.runtime.kernel.internal.Coefficients.GELU_SLOPE_MAX;
import static dev.nervure.runtime.kernel.internal.Coefficients.GELU_TANH_SLOPE_MAX;
import static dev.nervure.runtime.kernel.internal.Coefficients.L0;
import static dev.nervure.runtime.kernel.internal.Coefficients.L1;
import static dev.nervure.runtime.kernel.internal.Coefficients.L2;
import static dev.nervure.runtime.kernel.internal.Coefficients.L3;
import static dev.nervure.runtime.kernel.internal.Coefficients.L4;
import static dev.nervure.runtime.kernel.internal.Coefficients.L5;
import static dev.nervure.runtime.kernel.internal.Coefficients.L6;
import static dev.nervure.runtime.kernel.internal.Coefficients.L7;
import static dev.nervure.runtime.kernel.internal.Coefficients.LN2_HIGH;
import static dev.nervure.runtime.kernel.internal.Coefficients.LN2_LOW;
import static dev.nervure.runtime.kernel.internal.Coefficients.LP0;
import static dev.nervure.runtime.kernel.internal.Coefficients.LP1;
import static dev.nervure.runtime.kernel.internal.Coefficients.LP2;
import static dev.nervure.runtime.kernel.internal.Coefficients.LP3;
import static dev.nervure.runtime.kernel.internal.Coefficients.LQ1;
import static dev.nervure.runtime.kernel.internal.Coefficients.LQ2;
import static dev.nervure.runtime.kernel.internal.Coefficients.MISH_MAX;
import static dev.nervure.runtime.kernel.internal.Coefficients.NORMAL_PEAK;
import static dev.nervure.runtime.kernel.internal.Coefficients.PER_TWO_LN2;
import static dev.nervure.runtime.kernel.internal.Coefficients.ROUND;
import static dev.nervure.runtime.kernel.internal.Coefficients.RP0;
import static dev.nervure.runtime.kernel.internal.Coefficients.RP1;
import static dev.nervure.runtime.kernel.internal.Coefficients.RP2;
import static dev.nervure.runtime.kernel.internal.Coefficients.RP3;
import static dev.nervure.runtime.kernel.internal.Coefficients.RP4;
import static dev.nervure.runtime.kernel.internal.Coefficients.RP5;
import static dev.nervure.runtime.kernel.internal.Coefficients.RQ1;
import static dev.nervure.runtime.kernel.internal.Coefficients.RQ2;
import static dev.nervure.runtime.kernel.internal.Coefficients.RQ3;
import static dev.nervure.runtime.kernel.internal.Coefficients.RQ4;
import static dev.nervure.runtime.kernel.internal.Coefficients.RQ5;
import static dev.nervure.runtime.kernel.internal.Coefficients.SIGMOID_MAX;
import static dev.nervure.runtime.kernel.internal.Coefficients.SILU_MIN;
import static dev.nervure.runtime.kernel.internal.Coefficients.SQRT_HALF;
import static dev.nervure.runtime.kernel.internal.Coefficients.SQRT_HALF_BITS;
import static dev.nervure.runtime.kernel.internal.Coefficients.SQRT_TWO_OVER_PI;
import static dev.nervure.runtime.kernel.internal.Coefficients.TANH_MAX;
import static dev.nervure.runtime.kernel.internal.Coefficients.TP1;
import static dev.nervure.runtime.kernel.internal.Coefficients.TP2;
import static dev.nervure.runtime.kernel.internal.Coefficients.TP3;
import static dev.nervure.runtime.kernel.internal.Coefficients.TP4;
import static dev.nervure.runtime.kernel.internal.Coefficients.TQ1;
import static dev.nervure.runtime.kernel.internal.Coefficients.TQ2;
import static dev.nervure.runtime.kernel.internal.Coefficients.TQ3;
import static dev.nervure.runtime.kernel.internal.Coefficients.TQ4;
import static dev.nervure.runtime.kernel.internal.Coefficients.TWO_LN2_HIGH;
import static dev.nervure.runtime.kernel.internal.Coefficients.TWO_LN2_LOW;

import dev.nervure.runtime.kernel.internal.Fma;

/**
 * The functions of {@link Elementwise}, one value at a time and with the same results to the bit: for layers so small that
 * generated code unrolls them, and for loops it fuses. They are right at infinities, zeros and NaN. Errors, tested over
 * all floats: relative 5e-7 (exp, log, tanh, sigmoid; below the least normal number the spacing of the floats), absolute
 * 1e-6 · max(1, |x|) (all others).
 *
 * <p>Only add, multiply, divide, minimum, maximum and bits: what has a vector form on every processor. Coefficients are
 * minimax fits made for these forms.
 */
public final class Scalar {
    private static final float SELU_ALPHA = 1.6732632f;
    private static final float SELU_SCALE = 1.0507009f;

    private Scalar() {}

    /** e^x. */
    public static float exp(float x) {
        return expWithin(Math.max(EXP_MIN, Math.min(EXP_MAX, x)));
    }

    /** Of an argument between the two bounds. */
    static float expWithin(float c) {
        float shifted = expShifted(c);
        return expFrom(c, shifted, expScale(Float.floatToRawIntBits(shifted)));
    }

    /*
     * e^x = 2^(2k) · e^r with |r| ≤ ln 2. The even exponent lets one scale, used twice, reach from the least subnormal
     * number to overflow. In four steps because a portable array needs one loop a step: HotSpot vectorises none that
     * reinterprets floats as bits.
     */

    static float expShifted(float c) {
        return Fma.add(c, PER_TWO_LN2, ROUND);
    }

    static float expScale(int shiftedBits) {
        return Float.intBitsToFloat(expScaleBits(shiftedBits));
    }

    static int expScaleBits(int shiftedBits) {
        return (shiftedBits << 23) + 0x3f800000;
    }

    static float expFrom(float c, float shifted, float scale) {
        float r = expRemainder(c, shifted);
        return Fma.add(r, expSlope(r), 1f) * scale * scale;
    }

    static float expRemainder(float c, float shifted) {
        float k = shifted - ROUND;
        return Fma.add(-k, TWO_LN2_LOW, Fma.add(-k, TWO_LN2_HIGH, c));
    }

    /** (e^r − 1) / r. */
    static float expSlope(float r) {
        float p = Fma.add(E7, r, E6);
        p = Fma.add(p, r, E5);
        p = Fma.add(p, r, E4);
        p = Fma.add(p, r, E3);
        p = Fma.add(p, r, E2);
        return Fma.add(p, r, 1f);
    }

    /** 1 / (1 + e⁻ˣ). */
    public static float sigmoid(float x) {
        float e = expWithin(sigmoidRange(x));
        return e / (1f + e);
    }

    static float sigmoidRange(float x) {
        return Math.max(EXP_MIN, Math.min(SIGMOID_MAX, x));
    }

    /** x / (1 + e⁻ˣ). */
    public static float silu(float x) {
        return Math.max(x, SILU_MIN) * sigmoid(x);
    }

    /** log(1 + e^x). */
    public static float softplus(float x) {
        return softplusFrom(x, expWithin(softplusRange(x)));
    }

    static float softplusRange(float x) {
        return Math.max(EXP_MIN, -Math.abs(x));
    }

    /** From u = e^−|x|. */
    static float softplusFrom(float x, float u) {
        float p = Fma.add(Fma.add(Fma.add(LP3, u, LP2), u, LP1), u, LP0);
        float q = Fma.add(Fma.add(LQ2, u, LQ1), u, 1f);
        return Math.max(x, 0f) + u * p / q;
    }

    /** x · tanh(log(1 + e^x)). */
    public static float mish(float x) {
        return mishFrom(x, expWithin(mishRange(x)));
    }

    static float mishRange(float x) {
        return Math.max(EXP_MIN, Math.min(MISH_MAX, x));
    }

    /** From e = e^x: tanh(log(1 + e)) = e (e + 2) / (e (e + 2) + 2). */
    static float mishFrom(float x, float e) {
        float n = e * (e + 2f);
        return Math.max(x, SILU_MIN) * (n / (n + 2f));
    }

    /** x where it is positive, otherwise α (e^x − 1). */
    public static float elu(float x, float alpha) {
        float c = expm1Range(x);
        float shifted = expShifted(c);
        return eluFrom(x, c, shifted, expScale(Float.floatToRawIntBits(shifted)), alpha);
    }

    static float expm1Range(float x) {
        return Math.max(EXPM1_MIN, Math.min(0f, x));
    }

    static float eluFrom(float x, float c, float shifted, float scale, float alpha) {
        float r = expRemainder(c, shifted);
        float s = scale * scale;
        return Math.max(x, 0f) + alpha * Fma.add(s, r * expSlope(r), s - 1f);
    }

    /** The hyperbolic tangent: x P(x²) / Q(x²). */
    public static float tanh(float x) {
        float c = Math.max(-TANH_MAX, Math.min(TANH_MAX, x));
        float t = c * c;
        float p = Fma.add(Fma.add(Fma.add(Fma.add(TP4, t, TP3), t, TP2), t, TP1), t, 1f);
        float q = Fma.add(Fma.add(Fma.add(Fma.add(TQ4, t, TQ3), t, TQ2), t, TQ1), t, 1f);
        return c * p / q;
    }

    /** The error function: x P(x²) / Q(x²). */
    public static float erf(float x) {
        float c = Math.max(-ERF_MAX, Math.min(ERF_MAX, x));
        float t = c * c;
        float p = Fma.add(Fma.add(Fma.add(Fma.add(Fma.add(RP5, t, RP4), t, RP3), t, RP2), t, RP1), t, RP0);
        float q = Fma.add(Fma.add(Fma.add(Fma.add(Fma.add(RQ5, t, RQ4), t, RQ3), t, RQ2), t, RQ1), t, 1f);
        return c * p / q;
    }

    /** x Φ(x) = x/2 · (1 + erf(x / √2)). */
    public static float gelu(float x) {
        return 0.5f * Math.max(x, GELU_MIN) * (1f + erf(x * SQRT_HALF));
    }

    /** x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))). */
    public static float geluTanh(float x) {
        float u = x * SQRT_TWO_OVER_PI * Fma.add(GELU_CUBIC * x, x, 1f);
        return 0.5f * Math.max(x, GELU_MIN) * (1f + tanh(u));
    }

    /** The natural logarithm. */
    public static float log(float x) {
        if (!(x > 0 && x < Float.POSITIVE_INFINITY)) {
            return x == 0 ? Float.NEGATIVE_INFINITY : x > 0 ? x : Float.NaN;
        }
        boolean subnormal = x < Float.MIN_NORMAL;
        int shifted = Float.floatToRawIntBits(subnormal ? x * 0x1p23f : x) - SQRT_HALF_BITS;
        float exponent = (shifted >> 23) - (subnormal ? 23 : 0);
        float u = Float.intBitsToFloat((shifted & 0x007fffff) + SQRT_HALF_BITS) - 1f;
        return logFrom(exponent, u);
    }

    /** exponent · ln 2 + log(1 + u), √½ ≤ 1 + u &lt; √2. */
    static float logFrom(float exponent, float u) {
        float p = Fma.add(L7, u, L6);
        p = Fma.add(p, u, L5);
        p = Fma.add(p, u, L4);
        p = Fma.add(p, u, L3);
        p = Fma.add(p, u, L2);
        p = Fma.add(p, u, L1);
        p = Fma.add(p, u, L0);
        float square = u * u;
        float tail = Fma.add(exponent, LN2_LOW, p * u * square);
        return Fma.add(exponent, LN2_HIGH, u + Fma.add(-0.5f, square, tail));
    }

    /** x². */
    public static float square(float x) {
        return x * x;
    }

    /** λ x where positive, λ α (eˣ − 1) elsewhere. */
    public static float selu(float x) {
        return SELU_SCALE * elu(x, SELU_ALPHA);
    }

    /** The slope of {@link #gelu}: Φ(x) + x φ(x). */
    public static float geluSlope(float x) {
        float c = geluSlopeRange(x);
        return geluSlopeFrom(c, expWithin(geluSlopeExponent(c)));
    }

    static float geluSlopeRange(float x) {
        return Math.max(-GELU_SLOPE_MAX, Math.min(GELU_SLOPE_MAX, x));
    }

    static float geluSlopeExponent(float c) {
        return -0.5f * c * c;
    }

    /** From e = e^(−c²/2). */
    static float geluSlopeFrom(float c, float e) {
        return Fma.add(c * NORMAL_PEAK, e, Fma.add(erf(c * SQRT_HALF), 0.5f, 0.5f));
    }

    /** The slope of {@link #geluTanh}: (1 + t)/2 + x/2 · (1 − t²) u′, with t = tanh(u). */
    public static float geluTanhSlope(float x) {
        float c = Math.max(-GELU_TANH_SLOPE_MAX, Math.min(GELU_TANH_SLOPE_MAX, x));
        float scaled = c * SQRT_TWO_OVER_PI;
        float t = tanh(scaled * Fma.add(GELU_CUBIC * c, c, 1f));
        float steep = 0.5f * scaled * Fma.add(GELU_CUBIC_SLOPE * c, c, 1f);
        return Fma.add(1f - t * t, steep, Fma.add(t, 0.5f, 0.5f));
    }

    /** The slope of {@link #silu}: σ(x) (1 + x (1 − σ(x))). */
    public static float siluSlope(float x) {
        float c = sigmoidRange(x);
        return siluSlopeFrom(c, expWithin(c));
    }

    /** From e = e^c: σ(c) = e / (1 + e), 1 − σ(c) = 1 / (1 + e). */
    static float siluSlopeFrom(float c, float e) {
        float r = 1f / (1f + e);
        return e * r * Fma.add(c, r, 1f);
    }

    /** The slope of {@link #mish}: t + x σ(x) (1 − t²), t = tanh(log(1 + eˣ)). */
    public static float mishSlope(float x) {
        float c = mishRange(x);
        return mishSlopeFrom(c, expWithin(c));
    }

    /** From e = e^c and n = e (e + 2): t = n / (n + 2), σ(c) (1 − t²) = 4 e (1 + e) / (n + 2)². */
    static float mishSlopeFrom(float c, float e) {
        float n = e * (e + 2f);
        float m = n + 2f;
        return Fma.add(4f * c * e, 1f + e, n * m) / (m * m);
    }

    /** −(t log σ(z) + (1 − t) log(1 − σ(z))) = max(z, 0) − z t + log(1 + e^−|z|): finite for every finite z. */
    public static float sigmoidCrossEntropy(float z, float t) {
        return Math.max(z, 0f) - z * t + softplus(-Math.abs(z));
    }

    /** −(t log p + (1 − t) log(1 − p)), each logarithm no less than −100. */
    public static float binaryCrossEntropy(float p, float t) {
        return -(t * Math.max(log(p), -100f) + (1f - t) * Math.max(log(1f - p), -100f));
    }

    /** x²/2 where |x| ≤ δ, δ (|x| − δ/2) beyond. */
    public static float huber(float x, float delta) {
        float near = Math.min(Math.abs(x), delta);
        return near * (Math.abs(x) - 0.5f * near);
    }
}
