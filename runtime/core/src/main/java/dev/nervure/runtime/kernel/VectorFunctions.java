package dev.nervure.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Elementwise} in vectors: step by step the arithmetic of {@link Scalar}, so with the same results to the bit. The
 * values that do not fill a vector are the end of one that overlaps its neighbour, copied before anything is written, so
 * that it works in place.
 *
 * <p>HotSpot inlines until a method has a certain number of nodes, and where it stops between two operations their vector
 * becomes an object. So each function has a loop of its own that passes arrays, behind an interface: where one or two
 * functions are hot HotSpot inlines their loops, where more are it calls them.
 *
 * <p>What several loops share has at most 35 bytes of bytecode, so that HotSpot's first compiler inlines it too. A larger one
 * is compiled for itself, and the last compiler may then call it instead, with its vectors as objects.
 */
final class VectorFunctions {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    // The constants of Scalar as vectors, which are loaded. Made where they are needed they would be so many calls to
    // inline that HotSpot stops halfway, and then every vector between two calls is an object.
    static final FloatVector ONE = of(1f);
    private static final FloatVector ROUND = of(Scalar.ROUND);
    private static final FloatVector PER_TWO_LN2 = of(Scalar.PER_TWO_LN2);
    private static final FloatVector TWO_LN2_HIGH = of(Scalar.TWO_LN2_HIGH);
    private static final FloatVector TWO_LN2_LOW = of(Scalar.TWO_LN2_LOW);
    private static final FloatVector EXP_MAX = of(Scalar.EXP_MAX);
    private static final FloatVector EXP_MIN = of(Scalar.EXP_MIN);
    private static final FloatVector E2 = of(Scalar.E2);
    private static final FloatVector E3 = of(Scalar.E3);
    private static final FloatVector E4 = of(Scalar.E4);
    private static final FloatVector E5 = of(Scalar.E5);
    private static final FloatVector E6 = of(Scalar.E6);
    private static final FloatVector E7 = of(Scalar.E7);
    private static final FloatVector SIGMOID_MAX = of(Scalar.SIGMOID_MAX);
    private static final FloatVector MISH_MAX = of(Scalar.MISH_MAX);
    private static final FloatVector EXPM1_MIN = of(Scalar.EXPM1_MIN);
    private static final FloatVector TANH_MAX = of(Scalar.TANH_MAX);
    private static final FloatVector TP1 = of(Scalar.TP1);
    private static final FloatVector TP2 = of(Scalar.TP2);
    private static final FloatVector TP3 = of(Scalar.TP3);
    private static final FloatVector TP4 = of(Scalar.TP4);
    private static final FloatVector TQ1 = of(Scalar.TQ1);
    private static final FloatVector TQ2 = of(Scalar.TQ2);
    private static final FloatVector TQ3 = of(Scalar.TQ3);
    private static final FloatVector TQ4 = of(Scalar.TQ4);
    private static final FloatVector ERF_MAX = of(Scalar.ERF_MAX);
    private static final FloatVector RP0 = of(Scalar.RP0);
    private static final FloatVector RP1 = of(Scalar.RP1);
    private static final FloatVector RP2 = of(Scalar.RP2);
    private static final FloatVector RP3 = of(Scalar.RP3);
    private static final FloatVector RP4 = of(Scalar.RP4);
    private static final FloatVector RP5 = of(Scalar.RP5);
    private static final FloatVector RQ1 = of(Scalar.RQ1);
    private static final FloatVector RQ2 = of(Scalar.RQ2);
    private static final FloatVector RQ3 = of(Scalar.RQ3);
    private static final FloatVector RQ4 = of(Scalar.RQ4);
    private static final FloatVector RQ5 = of(Scalar.RQ5);
    private static final FloatVector LP0 = of(Scalar.LP0);
    private static final FloatVector LP1 = of(Scalar.LP1);
    private static final FloatVector LP2 = of(Scalar.LP2);
    private static final FloatVector LP3 = of(Scalar.LP3);
    private static final FloatVector LQ1 = of(Scalar.LQ1);
    private static final FloatVector LQ2 = of(Scalar.LQ2);
    private static final FloatVector GELU_MIN = of(Scalar.GELU_MIN);
    private static final FloatVector SILU_MIN = of(Scalar.SILU_MIN);
    private static final FloatVector SQRT_TWO_OVER_PI = of(Scalar.SQRT_TWO_OVER_PI);
    private static final FloatVector GELU_CUBIC = of(Scalar.GELU_CUBIC);
    private static final FloatVector L0 = of(Scalar.L0);
    private static final FloatVector L1 = of(Scalar.L1);
    private static final FloatVector L2 = of(Scalar.L2);
    private static final FloatVector L3 = of(Scalar.L3);
    private static final FloatVector L4 = of(Scalar.L4);
    private static final FloatVector L5 = of(Scalar.L5);
    private static final FloatVector L6 = of(Scalar.L6);
    private static final FloatVector L7 = of(Scalar.L7);
    private static final FloatVector LN2_HIGH = of(Scalar.LN2_HIGH);
    private static final FloatVector LN2_LOW = of(Scalar.LN2_LOW);

    /** In the order of {@link Function}; of whole vectors, {@code n} is rounded up. */
    private static final Loop[] LOOPS = {
        (x, x0, y, y0, n, alpha) -> {
            for (int k = 0; k < n; k += N) {
                exp(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
            }
        },
        (x, x0, y, y0, n, alpha) -> {
            for (int k = 0; k < n; k += N) {
                log(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
            }
        },
        (x, x0, y, y0, n, alpha) -> {
            for (int k = 0; k < n; k += N) {
                tanh(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
            }
        },
        (x, x0, y, y0, n, alpha) -> {
            for (int k = 0; k < n; k += N) {
                sigmoid(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
            }
        },
        (x, x0, y, y0, n, alpha) -> {
            for (int k = 0; k < n; k += N) {
                silu(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
            }
        },
        (x, x0, y, y0, n, alpha) -> {
            for (int k = 0; k < n; k += N) {
                softplus(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
            }
        },
        (x, x0, y, y0, n, alpha) -> {
            for (int k = 0; k < n; k += N) {
                mish(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
            }
        },
        (x, x0, y, y0, n, alpha) -> {
            for (int k = 0; k < n; k += N) {
                elu(FloatVector.fromArray(S, x, x0 + k), alpha).intoArray(y, y0 + k);
            }
        },
        (x, x0, y, y0, n, alpha) -> {
            for (int k = 0; k < n; k += N) {
                erf(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
            }
        },
        (x, x0, y, y0, n, alpha) -> {
            for (int k = 0; k < n; k += N) {
                gelu(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
            }
        },
        (x, x0, y, y0, n, alpha) -> {
            for (int k = 0; k < n; k += N) {
                geluTanh(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
            }
        }
    };

    private VectorFunctions() {}

    private static FloatVector of(float value) {
        return FloatVector.broadcast(S, value);
    }

    static void apply(Function f, float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        if (n < N) {
            PortableFunctions.oneByOne(f, x, xOffset, y, yOffset, n, alpha);
            return;
        }
        float[] last = VectorScratch.ofThread().last();
        System.arraycopy(x, xOffset + n - N, last, 0, N);
        Loop loop = LOOPS[f.ordinal()];
        loop.run(x, xOffset, y, yOffset, n - N, alpha);
        loop.run(last, 0, y, yOffset + n - N, N, alpha);
    }

    private interface Loop {
        void run(float[] x, int x0, float[] y, int y0, int n, float alpha);
    }

    static void reluGradient(float[] y, float[] dy, float[] dx, int from, int n) {
        int k = from;
        int end = from + n - n % N;
        for (; k < end; k += N) {
            FloatVector d = FloatVector.fromArray(S, dy, k);
            VectorMask<Float> positive = FloatVector.fromArray(S, y, k).compare(VectorOperators.GT, 0f);
            FloatVector.zero(S).blend(d, positive).intoArray(dx, k);
        }
        for (; k < from + n; k++) {
            dx[k] = y[k] > 0 ? dy[k] : 0f;
        }
    }

    static FloatVector exp(FloatVector x) {
        return expWithin(x.min(EXP_MAX).max(EXP_MIN));
    }

    /** See {@link Scalar#expWithin}. */
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

    private static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.lt(Float.MIN_NORMAL);
        FloatVector normal = x.blend(x.mul(0x1p23f), subnormal);
        IntVector bits = normal.reinterpretAsInts().sub(Scalar.SQRT_HALF_BITS);
        FloatVector exponent =
                (FloatVector) bits.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
        exponent = exponent.blend(exponent.sub(23f), subnormal);
        FloatVector u = bits.and(0x007fffff)
                .add(Scalar.SQRT_HALF_BITS)
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

    static FloatVector tanh(FloatVector x) {
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

    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expWithin(x.min(SIGMOID_MAX).max(EXP_MIN));
        return e.div(e.add(ONE));
    }

    private static FloatVector silu(FloatVector x) {
        return x.max(SILU_MIN).mul(sigmoid(x));
    }

    private static FloatVector softplus(FloatVector x) {
        FloatVector u = expWithin(x.abs().neg().max(EXP_MIN));
        FloatVector p = u.fma(LP3, LP2);
        p = p.fma(u, LP1);
        p = p.fma(u, LP0);
        FloatVector q = u.fma(LQ2, LQ1);
        q = q.fma(u, ONE);
        return x.max(0f).add(u.mul(p).div(q));
    }

    private static FloatVector mish(FloatVector x) {
        FloatVector e = expWithin(x.min(MISH_MAX).max(EXP_MIN));
        FloatVector n = e.mul(e.add(2f));
        return x.max(SILU_MIN).mul(n.div(n.add(2f)));
    }

    private static FloatVector elu(FloatVector x, float alpha) {
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

    private static FloatVector gelu(FloatVector x) {
        return x.max(GELU_MIN).mul(0.5f).mul(erf(x.mul(Scalar.SQRT_HALF)).add(ONE));
    }

    private static FloatVector geluTanh(FloatVector x) {
        FloatVector cubic = x.mul(GELU_CUBIC).fma(x, ONE);
        FloatVector u = x.mul(SQRT_TWO_OVER_PI).mul(cubic);
        return x.max(GELU_MIN).mul(0.5f).mul(tanh(u).add(ONE));
    }
}
