package dev.nervure.runtime.kernel.internal;

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

    // The constants of Scalar as vectors, which are loaded. Made where they are needed they would be so many calls to
    // inline that HotSpot stops halfway, and then every vector between two calls is an object.
    public static final FloatVector ONE = of(1f);
    private static final FloatVector ROUND = of(Coefficients.ROUND);
    private static final FloatVector PER_TWO_LN2 = of(Coefficients.PER_TWO_LN2);
    private static final FloatVector TWO_LN2_HIGH = of(Coefficients.TWO_LN2_HIGH);
    private static final FloatVector TWO_LN2_LOW = of(Coefficients.TWO_LN2_LOW);
    private static final FloatVector EXP_MAX = of(Coefficients.EXP_MAX);
    private static final FloatVector EXP_MIN = of(Coefficients.EXP_MIN);
    private static final FloatVector E2 = of(Coefficients.E2);
    private static final FloatVector E3 = of(Coefficients.E3);
    private static final FloatVector E4 = of(Coefficients.E4);
    private static final FloatVector E5 = of(Coefficients.E5);
    private static final FloatVector E6 = of(Coefficients.E6);
    private static final FloatVector E7 = of(Coefficients.E7);
    private static final FloatVector SIGMOID_MAX = of(Coefficients.SIGMOID_MAX);
    private static final FloatVector MISH_MAX = of(Coefficients.MISH_MAX);
    private static final FloatVector EXPM1_MIN = of(Coefficients.EXPM1_MIN);
    private static final FloatVector TANH_MAX = of(Coefficients.TANH_MAX);
    private static final FloatVector TP1 = of(Coefficients.TP1);
    private static final FloatVector TP2 = of(Coefficients.TP2);
    private static final FloatVector TP3 = of(Coefficients.TP3);
    private static final FloatVector TP4 = of(Coefficients.TP4);
    private static final FloatVector TQ1 = of(Coefficients.TQ1);
    private static final FloatVector TQ2 = of(Coefficients.TQ2);
    private static final FloatVector TQ3 = of(Coefficients.TQ3);
    private static final FloatVector TQ4 = of(Coefficients.TQ4);
    private static final FloatVector ERF_MAX = of(Coefficients.ERF_MAX);
    private static final FloatVector RP0 = of(Coefficients.RP0);
    private static final FloatVector RP1 = of(Coefficients.RP1);
    private static final FloatVector RP2 = of(Coefficients.RP2);
    private static final FloatVector RP3 = of(Coefficients.RP3);
    private static final FloatVector RP4 = of(Coefficients.RP4);
    private static final FloatVector RP5 = of(Coefficients.RP5);
    private static final FloatVector RQ1 = of(Coefficients.RQ1);
    private static final FloatVector RQ2 = of(Coefficients.RQ2);
    private static final FloatVector RQ3 = of(Coefficients.RQ3);
    private static final FloatVector RQ4 = of(Coefficients.RQ4);
    private static final FloatVector RQ5 = of(Coefficients.RQ5);
    private static final FloatVector LP0 = of(Coefficients.LP0);
    private static final FloatVector LP1 = of(Coefficients.LP1);
    private static final FloatVector LP2 = of(Coefficients.LP2);
    private static final FloatVector LP3 = of(Coefficients.LP3);
    private static final FloatVector LQ1 = of(Coefficients.LQ1);
    private static final FloatVector LQ2 = of(Coefficients.LQ2);
    private static final FloatVector GELU_MIN = of(Coefficients.GELU_MIN);
    private static final FloatVector SILU_MIN = of(Coefficients.SILU_MIN);
    private static final FloatVector SQRT_TWO_OVER_PI = of(Coefficients.SQRT_TWO_OVER_PI);
    private static final FloatVector GELU_CUBIC = of(Coefficients.GELU_CUBIC);
    private static final FloatVector L0 = of(Coefficients.L0);
    private static final FloatVector L1 = of(Coefficients.L1);
    private static final FloatVector L2 = of(Coefficients.L2);
    private static final FloatVector L3 = of(Coefficients.L3);
    private static final FloatVector L4 = of(Coefficients.L4);
    private static final FloatVector L5 = of(Coefficients.L5);
    private static final FloatVector L6 = of(Coefficients.L6);
    private static final FloatVector L7 = of(Coefficients.L7);
    private static final FloatVector LN2_HIGH = of(Coefficients.LN2_HIGH);
    private static final FloatVector LN2_LOW = of(Coefficients.LN2_LOW);

    private VectorMath() {}

    private static FloatVector of(float value) {
        return FloatVector.broadcast(S, value);
    }

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
        return tanhWithin(x.min(TANH_MAX).max(TANH_MAX.neg()));
    }

    private static FloatVector tanhWithin(FloatVector c) {
        FloatVector t = c.mul(c);
        return c.mul(tanhNumerator(t)).div(tanhDenominator(t));
    }

    private static FloatVector tanhNumerator(FloatVector t) {
        return t.fma(TP4, TP3).fma(t, TP2).fma(t, TP1).fma(t, ONE);
    }

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
}
