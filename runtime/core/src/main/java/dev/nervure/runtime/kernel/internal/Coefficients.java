package dev.nervure.runtime.kernel.internal;

/**
 * The numbers in the formulas of the functions, one set for values, for loops and for vectors, so that all three give the
 * same bits. Polynomials are minimax fits made for these forms.
 */
public final class Coefficients {
    /** Added to a float below 2²², leaves its nearest integer in the low bits. */
    public static final float ROUND = 0x1.8p23f;

    /** 1 / (2 ln 2). */
    public static final float PER_TWO_LN2 = 0.7213475f;

    /** 2 ln 2 in two parts; the first has so few bits that its products with the exponent are exact. */
    public static final float TWO_LN2_HIGH = 1.38623046875f;

    public static final float TWO_LN2_LOW = 6.389237e-05f;

    /** Above, e^x overflows; below {@link #EXP_MIN} it is zero. */
    public static final float EXP_MAX = 89f;

    public static final float EXP_MIN = -104f;

    public static final float E2 = 0.50000036f;
    public static final float E3 = 0.1666661f;
    public static final float E4 = 0.041661073f;
    public static final float E5 = 0.0083362125f;
    public static final float E6 = 0.0014108416f;
    public static final float E7 = 0.0001960674f;

    /** Where 1 + e^x becomes e^x. */
    public static final float SIGMOID_MAX = 30f;

    /** Where e^x · (e^x + 2) + 2 is far from overflow and its quotient is 1. */
    public static final float MISH_MAX = 20f;

    /** Where e^x − 1 becomes −1. */
    public static final float EXPM1_MIN = -30f;

    /** The least argument for which the approximation of tanh is 1: beyond, it would pass it. */
    public static final float TANH_MAX = Fma.FUSED ? 7.9448223f : 7.8353524f;

    public static final float TP1 = 0.13379712f;
    public static final float TP2 = 0.0034940273f;
    public static final float TP3 = 2.0583362e-05f;
    public static final float TP4 = 1.3318911e-08f;
    public static final float TQ1 = 0.46713027f;
    public static final float TQ2 = 0.025871046f;
    public static final float TQ3 = 0.0003283081f;
    public static final float TQ4 = 7.7619524e-07f;

    /** The least argument for which the approximation of erf is 1. */
    public static final float ERF_MAX = Fma.FUSED ? 3.6131284f : 3.592297f;

    public static final float RP0 = 1.1283791f;
    public static final float RP1 = 0.18996716f;
    public static final float RP2 = 0.052747045f;
    public static final float RP3 = 0.0037623162f;
    public static final float RP4 = 0.00028759628f;
    public static final float RP5 = 2.0905898e-06f;
    public static final float RQ1 = 0.50168604f;
    public static final float RQ2 = 0.113979414f;
    public static final float RQ3 = 0.014959954f;
    public static final float RQ4 = 0.0011669294f;
    public static final float RQ5 = 3.8651233e-05f;

    /** log(1 + u) / u on [0, 1]. */
    public static final float LP0 = 0.99999994f;

    public static final float LP1 = 0.7262561f;
    public static final float LP2 = 0.04311092f;
    public static final float LP3 = -0.0023880666f;
    public static final float LQ1 = 1.2262526f;
    public static final float LQ2 = 0.32295918f;

    /** Multiplied in place of −∞ by a factor that is 0 there. */
    public static final float GELU_MIN = -10f;

    public static final float SILU_MIN = -105f;

    /** Beyond, the slope of GELU is 0 or 1, and e^(−x²/2) is 0; of its other form, the same up to rounding. */
    public static final float GELU_SLOPE_MAX = 14.4222f;

    public static final float GELU_TANH_SLOPE_MAX = 6f;
    public static final float NORMAL_PEAK = 0.3989423f; // 1 / √(2π)
    /** Three times {@link #GELU_CUBIC}. */
    public static final float GELU_CUBIC_SLOPE = 0.134145f;

    public static final float SQRT_HALF = 0.70710677f;
    public static final float SQRT_TWO_OVER_PI = 0.7978846f;
    public static final float GELU_CUBIC = 0.044715f;

    /** (log(1 + u) − u + u²/2) / u³ on [√½ − 1, √2 − 1]. */
    public static final float L0 = 0.3333333f;

    public static final float L1 = -0.2500082f;
    public static final float L2 = 0.20001227f;
    public static final float L3 = -0.16623357f;
    public static final float L4 = 0.14201759f;
    public static final float L5 = -0.13160183f;
    public static final float L6 = 0.12761575f;
    public static final float L7 = -0.07634493f;

    public static final int SQRT_HALF_BITS = 0x3f3504f3;
    public static final float LN2_HIGH = 0.693359375f;
    public static final float LN2_LOW = -0.00021219444f;

    private Coefficients() {}
}
