package dev.nervure.runtime.kernel;

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
    /** Added to a float below 2²², leaves its nearest integer in the low bits. */
    static final float ROUND = 0x1.8p23f;

    /** 1 / (2 ln 2). */
    static final float PER_TWO_LN2 = 0.7213475f;

    /** 2 ln 2 in two parts; the first has so few bits that its products with the exponent are exact. */
    static final float TWO_LN2_HIGH = 1.38623046875f;

    static final float TWO_LN2_LOW = 6.389237e-05f;

    /** Above, e^x overflows; below {@link #EXP_MIN} it is zero. */
    static final float EXP_MAX = 89f;

    static final float EXP_MIN = -104f;

    static final float E2 = 0.50000036f;
    static final float E3 = 0.1666661f;
    static final float E4 = 0.041661073f;
    static final float E5 = 0.0083362125f;
    static final float E6 = 0.0014108416f;
    static final float E7 = 0.0001960674f;

    /** Where 1 + e^x becomes e^x. */
    static final float SIGMOID_MAX = 30f;

    /** Where e^x · (e^x + 2) + 2 is far from overflow and its quotient is 1. */
    static final float MISH_MAX = 20f;

    /** Where e^x − 1 becomes −1. */
    static final float EXPM1_MIN = -30f;

    /** The least argument for which the approximation of tanh is 1: beyond, it would pass it. */
    static final float TANH_MAX = Fma.FUSED ? 7.9448223f : 7.8353524f;

    static final float TP1 = 0.13379712f;
    static final float TP2 = 0.0034940273f;
    static final float TP3 = 2.0583362e-05f;
    static final float TP4 = 1.3318911e-08f;
    static final float TQ1 = 0.46713027f;
    static final float TQ2 = 0.025871046f;
    static final float TQ3 = 0.0003283081f;
    static final float TQ4 = 7.7619524e-07f;

    /** The least argument for which the approximation of erf is 1. */
    static final float ERF_MAX = Fma.FUSED ? 3.6131284f : 3.592297f;

    static final float RP0 = 1.1283791f;
    static final float RP1 = 0.18996716f;
    static final float RP2 = 0.052747045f;
    static final float RP3 = 0.0037623162f;
    static final float RP4 = 0.00028759628f;
    static final float RP5 = 2.0905898e-06f;
    static final float RQ1 = 0.50168604f;
    static final float RQ2 = 0.113979414f;
    static final float RQ3 = 0.014959954f;
    static final float RQ4 = 0.0011669294f;
    static final float RQ5 = 3.8651233e-05f;

    /** log(1 + u) / u on [0, 1]. */
    static final float LP0 = 0.99999994f;

    static final float LP1 = 0.7262561f;
    static final float LP2 = 0.04311092f;
    static final float LP3 = -0.0023880666f;
    static final float LQ1 = 1.2262526f;
    static final float LQ2 = 0.32295918f;

    /** Multiplied in place of −∞ by a factor that is 0 there. */
    static final float GELU_MIN = -10f;

    static final float SILU_MIN = -105f;

    static final float SQRT_HALF = 0.70710677f;
    static final float SQRT_TWO_OVER_PI = 0.7978846f;
    static final float GELU_CUBIC = 0.044715f;

    /** (log(1 + u) − u + u²/2) / u³ on [√½ − 1, √2 − 1]. */
    static final float L0 = 0.3333333f;

    static final float L1 = -0.2500082f;
    static final float L2 = 0.20001227f;
    static final float L3 = -0.16623357f;
    static final float L4 = 0.14201759f;
    static final float L5 = -0.13160183f;
    static final float L6 = 0.12761575f;
    static final float L7 = -0.07634493f;

    static final int SQRT_HALF_BITS = 0x3f3504f3;
    static final float LN2_HIGH = 0.693359375f;
    static final float LN2_LOW = -0.00021219444f;

    private static final float SELU_ALPHA = 1.6732632f;
    private static final float SELU_SCALE = 1.0507009f;
    private static final float NORMAL_PEAK = 0.3989423f; // 1 / √(2π)

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
        float bell = exp(-0.5f * x * x);
        float tail = bell == 0f ? 0f : x * NORMAL_PEAK * bell;
        return 0.5f * (1f + erf(x * SQRT_HALF)) + tail;
    }

    /** The slope of {@link #geluTanh}. */
    public static float geluTanhSlope(float x) {
        float t = tanh(x * SQRT_TWO_OVER_PI * Fma.add(GELU_CUBIC * x, x, 1f));
        float inner = SQRT_TWO_OVER_PI * Fma.add(3f * GELU_CUBIC * x, x, 1f);
        float steep = 1f - t * t;
        return 0.5f * (1f + t) + (steep == 0f ? 0f : 0.5f * x * steep * inner);
    }

    /** The slope of {@link #silu}: σ(x) (1 + x (1 − σ(x))). */
    public static float siluSlope(float x) {
        float s = sigmoid(x);
        float rest = sigmoid(-x);
        return s * (1f + (s == 0f || rest == 0f ? 0f : x * rest));
    }

    /** The slope of {@link #mish}: t + x σ(x) (1 − t²), t = tanh(log(1 + eˣ)). */
    public static float mishSlope(float x) {
        float t = tanh(softplus(x));
        float steep = 1f - t * t;
        return t + (steep == 0f || t == 0f ? 0f : x * sigmoid(x) * steep);
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
