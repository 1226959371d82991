package dev.nervure.runtime.kernel.internal;

import static dev.nervure.runtime.kernel.internal.VectorCoefficients.*;
import static dev.nervure.runtime.kernel.internal.VectorCoefficients.GELU_CUBIC_SLOPE;
import static dev.nervure.runtime.kernel.internal.VectorCoefficients.GELU_SLOPE_MAX;
import static dev.nervure.runtime.kernel.internal.VectorCoefficients.GELU_TANH_SLOPE_MAX;
import static dev.nervure.runtime.kernel.internal.VectorCoefficients.NORMAL_PEAK;
import static dev.nervure.runtime.kernel.internal.VectorCoefficients.SQRT_HALF;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of a vector's lanes: step by step the arithmetic of the functions of one value, so with the same results to
 * the bit.
 *
 * <p>What several loops share has at most 35 bytes of bytecode, so that HotSpot's first compiler inlines it too. A larger one
 * is compiled for itself, and the last compiler may then call it instead, with its vectors as objects.
 */
public final class VectorMath {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;

    /** 1 in each lane. */
    public static final FloatVector ONE = FloatVector.broadcast(S, 1f);

    private static final FloatVector HALF = FloatVector.broadcast(S, 0.5f);

    private VectorMath() {}

    public static FloatVector exp(FloatVector x) {
        return expWithin(x.min(EXP_MAX).max(EXP_MIN));
    }

    /** Of an argument between the two bounds: e^x = 2^(2k) · e^r with |r| ≤ ln 2, the scale used twice. */
    private static FloatVector expWithin(FloatVector c) {
        FloatVector shifted = shifted(c);
        FloatVector scale = scale(shifted);
        return series(remainder(c, shifted)).mul(scale).mul(scale);
    }

    private static FloatVector series(FloatVector r) {
        return slope(r).fma(r, ONE);
    }

    private static FloatVector shifted(FloatVector c) {
        return c.fma(PER_TWO_LN2, ROUND);
    }

    private static FloatVector scale(FloatVector shifted) {
        IntVector bits = shifted.reinterpretAsInts();
        return bits.lanewise(VectorOperators.LSHL, 23).add(0x3f800000).reinterpretAsFloats();
    }

    private static FloatVector remainder(FloatVector c, FloatVector shifted) {
        FloatVector k = ROUND.sub(shifted);
        FloatVector high = k.fma(TWO_LN2_HIGH, c);
        return k.fma(TWO_LN2_LOW, high);
    }

    private static FloatVector slope(FloatVector r) {
        return highTerms(r).fma(r, E3).fma(r, E2).fma(r, ONE);
    }

    private static FloatVector highTerms(FloatVector r) {
        return r.fma(E7, E6).fma(r, E5).fma(r, E4);
    }

    public static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.lt(Float.MIN_NORMAL);
        FloatVector normal = x.blend(x.mul(0x1p23f), subnormal);
        IntVector bits = normal.reinterpretAsInts().sub(Coefficients.SQRT_HALF_BITS);
        FloatVector exponent =
                (FloatVector) bits.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
        exponent = exponent.blend(exponent.sub(23f), subnormal);
        FloatVector u = bits.and(0x007fffff)
                .add(Coefficients.SQRT_HALF_BITS)
                .reinterpretAsFloats()
                .sub(1f);
        FloatVector p = u.fma(L7, L6);
        p = p.fma(u, L5);
        p = p.fma(u, L4);
        p = p.fma(u, L3);
        p = p.fma(u, L2);
        p = p.fma(u, L1);
        p = p.fma(u, L0);
        FloatVector square = u.mul(u);
        FloatVector tail = exponent.fma(LN2_LOW, p.mul(u).mul(square));
        FloatVector sum = u.add(square.fma(FloatVector.broadcast(S, -0.5f), tail));
        FloatVector log = exponent.fma(LN2_HIGH, sum);
        return log.blend(x, x.eq(Float.POSITIVE_INFINITY))
                .blend(Float.NEGATIVE_INFINITY, x.eq(0f))
                .blend(Float.NaN, x.lt(0f).or(x.test(VectorOperators.IS_NAN)));
    }

    public static FloatVector tanh(FloatVector x) {
        FloatVector c = x.min(TANH_MAX).max(TANH_MAX.neg());
        FloatVector t = c.mul(c);
        return c.mul(tanhNumerator(t)).div(tanhDenominator(t));
    }

    /** P(t) of tanh(c) = c P(t) / Q(t), t = c². */
    private static FloatVector tanhNumerator(FloatVector t) {
        return t.fma(TP4, TP3).fma(t, TP2).fma(t, TP1).fma(t, ONE);
    }

    /** Q(t), at least 1. */
    private static FloatVector tanhDenominator(FloatVector t) {
        return t.fma(TQ4, TQ3).fma(t, TQ2).fma(t, TQ1).fma(t, ONE);
    }

    public static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expWithin(x.min(SIGMOID_MAX).max(EXP_MIN));
        return e.div(e.add(ONE));
    }

    public static FloatVector silu(FloatVector x) {
        return x.max(SILU_MIN).mul(sigmoid(x));
    }

    public static FloatVector softplus(FloatVector x) {
        FloatVector u = expWithin(x.abs().neg().max(EXP_MIN));
        FloatVector p = u.fma(LP3, LP2);
        p = p.fma(u, LP1);
        p = p.fma(u, LP0);
        FloatVector q = u.fma(LQ2, LQ1);
        q = q.fma(u, ONE);
        return x.max(0f).add(u.mul(p).div(q));
    }

    public static FloatVector mish(FloatVector x) {
        FloatVector e = expWithin(x.min(MISH_MAX).max(EXP_MIN));
        FloatVector n = e.mul(e.add(2f));
        return x.max(SILU_MIN).mul(n.div(n.add(2f)));
    }

    public static FloatVector elu(FloatVector x, float alpha) {
        FloatVector c = x.min(0f).max(EXPM1_MIN);
        FloatVector shifted = shifted(c);
        FloatVector r = remainder(c, shifted);
        FloatVector scale = scale(shifted);
        FloatVector s = scale.mul(scale);
        FloatVector expm1 = s.fma(r.mul(slope(r)), s.sub(1f));
        return x.max(0f).add(expm1.mul(alpha));
    }

    private static FloatVector erf(FloatVector x) {
        FloatVector c = x.min(ERF_MAX).max(ERF_MAX.neg());
        FloatVector t = c.mul(c);
        FloatVector p = t.fma(RP5, RP4);
        p = p.fma(t, RP3);
        p = p.fma(t, RP2);
        p = p.fma(t, RP1);
        p = p.fma(t, RP0);
        FloatVector q = t.fma(RQ5, RQ4);
        q = q.fma(t, RQ3);
        q = q.fma(t, RQ2);
        q = q.fma(t, RQ1);
        q = q.fma(t, ONE);
        return c.mul(p).div(q);
    }

    public static FloatVector gelu(FloatVector x) {
        return x.max(GELU_MIN).mul(0.5f).mul(erf(x.mul(Coefficients.SQRT_HALF)).add(ONE));
    }

    public static FloatVector geluTanh(FloatVector x) {
        FloatVector cubic = x.mul(GELU_CUBIC).fma(x, ONE);
        FloatVector u = x.mul(SQRT_TWO_OVER_PI).mul(cubic);
        return x.max(GELU_MIN).mul(0.5f).mul(tanh(u).add(ONE));
    }

    /** The slope of {@link #gelu}. */
    public static FloatVector geluSlope(FloatVector x) {
        FloatVector c = x.min(GELU_SLOPE_MAX).max(GELU_SLOPE_MAX.neg());
        FloatVector e = expWithin(c.mul(-0.5f).mul(c));
        FloatVector half = erf(c.mul(SQRT_HALF)).fma(HALF, HALF);
        return c.mul(NORMAL_PEAK).fma(e, half);
    }

    /** The slope of {@link #geluTanh}. */
    public static FloatVector geluTanhSlope(FloatVector x) {
        FloatVector c = x.min(GELU_TANH_SLOPE_MAX).max(GELU_TANH_SLOPE_MAX.neg());
        FloatVector scaled = c.mul(SQRT_TWO_OVER_PI);
        FloatVector t = tanh(scaled.mul(c.mul(GELU_CUBIC).fma(c, ONE)));
        FloatVector steep = scaled.mul(0.5f).mul(c.mul(GELU_CUBIC_SLOPE).fma(c, ONE));
        return ONE.sub(t.mul(t)).fma(steep, t.fma(HALF, HALF));
    }

    /** The slope of {@link #silu}. */
    public static FloatVector siluSlope(FloatVector x) {
        FloatVector c = x.min(SIGMOID_MAX).max(EXP_MIN);
        FloatVector e = expWithin(c);
        FloatVector r = ONE.div(e.add(ONE));
        return e.mul(r).mul(c.fma(r, ONE));
    }

    /** The slope of {@link #mish}. */
    public static FloatVector mishSlope(FloatVector x) {
        FloatVector c = x.min(MISH_MAX).max(EXP_MIN);
        FloatVector e = expWithin(c);
        FloatVector n = e.mul(e.add(2f));
        FloatVector m = n.add(2f);
        return c.mul(4f).mul(e).fma(e.add(ONE), n.mul(m)).div(m.mul(m));
    }
}
