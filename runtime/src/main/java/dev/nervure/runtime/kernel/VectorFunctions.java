package dev.nervure.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Elementwise} in vectors: step by step the arithmetic of {@link Scalar}, so with the same results to the bit. The
 * values that do not fill a vector are the end of one that overlaps its neighbour, read before anything is written, so
 * that it works in place. Each function has its own loop, because one for all would not be compiled well for any; and all
 * are in one method, because that makes it too large to be inlined: in a caller that is large itself HotSpot would stop
 * inlining halfway, and vectors that pass between methods are objects.
 */
final class VectorFunctions {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private VectorFunctions() {}

    /** In place. */
    static void apply(Epilogue f, float[] y, int yOffset, int n) {
        switch (f) {
            case NONE -> {}
            case RELU -> relu(y, yOffset, n);
            case SIGMOID -> apply(Function.SIGMOID, y, yOffset, y, yOffset, n, 0f);
            case TANH -> apply(Function.TANH, y, yOffset, y, yOffset, n, 0f);
        }
    }

    private static void relu(float[] y, int from, int n) {
        int k = from;
        for (; k + N <= from + n; k += N) {
            FloatVector.fromArray(S, y, k).max(0f).intoArray(y, k);
        }
        for (; k < from + n; k++) {
            y[k] = Math.max(y[k], 0f);
        }
    }

    static void apply(Function f, float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        if (n < N) {
            for (int k = 0; k < n; k++) {
                y[yOffset + k] = f.of(x[xOffset + k], alpha);
            }
            return;
        }
        FloatVector last = FloatVector.fromArray(S, x, xOffset + n - N);
        switch (f) {
            case EXP -> {
                last = exp(last);
                for (int k = 0; k < n - N; k += N) {
                    exp(FloatVector.fromArray(S, x, xOffset + k)).intoArray(y, yOffset + k);
                }
            }
            case LOG -> {
                last = log(last);
                for (int k = 0; k < n - N; k += N) {
                    log(FloatVector.fromArray(S, x, xOffset + k)).intoArray(y, yOffset + k);
                }
            }
            case TANH -> {
                last = tanh(last);
                for (int k = 0; k < n - N; k += N) {
                    tanh(FloatVector.fromArray(S, x, xOffset + k)).intoArray(y, yOffset + k);
                }
            }
            case SIGMOID -> {
                last = sigmoid(last);
                for (int k = 0; k < n - N; k += N) {
                    sigmoid(FloatVector.fromArray(S, x, xOffset + k)).intoArray(y, yOffset + k);
                }
            }
            case SILU -> {
                last = silu(last);
                for (int k = 0; k < n - N; k += N) {
                    silu(FloatVector.fromArray(S, x, xOffset + k)).intoArray(y, yOffset + k);
                }
            }
            case SOFTPLUS -> {
                last = softplus(last);
                for (int k = 0; k < n - N; k += N) {
                    softplus(FloatVector.fromArray(S, x, xOffset + k)).intoArray(y, yOffset + k);
                }
            }
            case MISH -> {
                last = mish(last);
                for (int k = 0; k < n - N; k += N) {
                    mish(FloatVector.fromArray(S, x, xOffset + k)).intoArray(y, yOffset + k);
                }
            }
            case ELU -> {
                last = elu(last, alpha);
                for (int k = 0; k < n - N; k += N) {
                    elu(FloatVector.fromArray(S, x, xOffset + k), alpha).intoArray(y, yOffset + k);
                }
            }
            case ERF -> {
                last = erf(last);
                for (int k = 0; k < n - N; k += N) {
                    erf(FloatVector.fromArray(S, x, xOffset + k)).intoArray(y, yOffset + k);
                }
            }
            case GELU -> {
                last = gelu(last);
                for (int k = 0; k < n - N; k += N) {
                    gelu(FloatVector.fromArray(S, x, xOffset + k)).intoArray(y, yOffset + k);
                }
            }
            case GELU_TANH -> {
                last = geluTanh(last);
                for (int k = 0; k < n - N; k += N) {
                    geluTanh(FloatVector.fromArray(S, x, xOffset + k)).intoArray(y, yOffset + k);
                }
            }
        }
        last.intoArray(y, yOffset + n - N);
    }

    static void reluGradient(float[] y, float[] dy, float[] dx, int from, int n) {
        int k = from;
        for (; k + N <= from + n; k += N) {
            FloatVector d = FloatVector.fromArray(S, dy, k);
            VectorMask<Float> positive = FloatVector.fromArray(S, y, k).compare(VectorOperators.GT, 0f);
            FloatVector.zero(S).blend(d, positive).intoArray(dx, k);
        }
        for (; k < from + n; k++) {
            dx[k] = y[k] > 0 ? dy[k] : 0f;
        }
    }

    static FloatVector exp(FloatVector x) {
        return expWithin(x.min(Scalar.EXP_MAX).max(Scalar.EXP_MIN));
    }

    /** See {@link Scalar#expWithin}. */
    private static FloatVector expWithin(FloatVector c) {
        FloatVector shifted = shifted(c);
        FloatVector r = remainder(c, shifted);
        FloatVector scale = scale(shifted);
        return slope(r).fma(r, FloatVector.broadcast(S, 1f)).mul(scale).mul(scale);
    }

    private static FloatVector shifted(FloatVector c) {
        return fma(c, Scalar.PER_TWO_LN2, Scalar.ROUND);
    }

    private static FloatVector scale(FloatVector shifted) {
        IntVector bits = shifted.reinterpretAsInts();
        return bits.lanewise(VectorOperators.LSHL, 23).add(0x3f800000).reinterpretAsFloats();
    }

    private static FloatVector remainder(FloatVector c, FloatVector shifted) {
        FloatVector k = FloatVector.broadcast(S, Scalar.ROUND).sub(shifted);
        FloatVector high = k.fma(FloatVector.broadcast(S, Scalar.TWO_LN2_HIGH), c);
        return k.fma(FloatVector.broadcast(S, Scalar.TWO_LN2_LOW), high);
    }

    private static FloatVector slope(FloatVector r) {
        FloatVector p = fma(r, Scalar.E7, Scalar.E6);
        p = fma(p, r, Scalar.E5);
        p = fma(p, r, Scalar.E4);
        p = fma(p, r, Scalar.E3);
        p = fma(p, r, Scalar.E2);
        return fma(p, r, 1f);
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
        FloatVector p = fma(u, Scalar.L7, Scalar.L6);
        p = fma(p, u, Scalar.L5);
        p = fma(p, u, Scalar.L4);
        p = fma(p, u, Scalar.L3);
        p = fma(p, u, Scalar.L2);
        p = fma(p, u, Scalar.L1);
        p = fma(p, u, Scalar.L0);
        FloatVector square = u.mul(u);
        FloatVector tail =
                exponent.fma(FloatVector.broadcast(S, Scalar.LN2_LOW), p.mul(u).mul(square));
        FloatVector sum = u.add(square.fma(FloatVector.broadcast(S, -0.5f), tail));
        FloatVector log = exponent.fma(FloatVector.broadcast(S, Scalar.LN2_HIGH), sum);
        return log.blend(x, x.eq(Float.POSITIVE_INFINITY))
                .blend(Float.NEGATIVE_INFINITY, x.eq(0f))
                .blend(Float.NaN, x.lt(0f).or(x.test(VectorOperators.IS_NAN)));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector c = x.min(Scalar.TANH_MAX).max(-Scalar.TANH_MAX);
        FloatVector t = c.mul(c);
        FloatVector p = fma(t, Scalar.TP4, Scalar.TP3);
        p = fma(p, t, Scalar.TP2);
        p = fma(p, t, Scalar.TP1);
        p = fma(p, t, 1f);
        FloatVector q = fma(t, Scalar.TQ4, Scalar.TQ3);
        q = fma(q, t, Scalar.TQ2);
        q = fma(q, t, Scalar.TQ1);
        q = fma(q, t, 1f);
        return c.mul(p).div(q);
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expWithin(x.min(Scalar.SIGMOID_MAX).max(Scalar.EXP_MIN));
        return e.div(e.add(1f));
    }

    private static FloatVector silu(FloatVector x) {
        return x.max(Scalar.SILU_MIN).mul(sigmoid(x));
    }

    private static FloatVector softplus(FloatVector x) {
        FloatVector u = expWithin(x.abs().neg().max(Scalar.EXP_MIN));
        FloatVector p = fma(u, Scalar.LP3, Scalar.LP2);
        p = fma(p, u, Scalar.LP1);
        p = fma(p, u, Scalar.LP0);
        FloatVector q = fma(u, Scalar.LQ2, Scalar.LQ1);
        q = fma(q, u, 1f);
        return x.max(0f).add(u.mul(p).div(q));
    }

    private static FloatVector mish(FloatVector x) {
        FloatVector e = expWithin(x.min(Scalar.MISH_MAX).max(Scalar.EXP_MIN));
        FloatVector n = e.mul(e.add(2f));
        return x.max(Scalar.SILU_MIN).mul(n.div(n.add(2f)));
    }

    private static FloatVector elu(FloatVector x, float alpha) {
        FloatVector c = x.min(0f).max(Scalar.EXPM1_MIN);
        FloatVector shifted = shifted(c);
        FloatVector r = remainder(c, shifted);
        FloatVector scale = scale(shifted);
        FloatVector s = scale.mul(scale);
        FloatVector expm1 = s.fma(r.mul(slope(r)), s.sub(1f));
        return x.max(0f).add(expm1.mul(alpha));
    }

    private static FloatVector erf(FloatVector x) {
        FloatVector c = x.min(Scalar.ERF_MAX).max(-Scalar.ERF_MAX);
        FloatVector t = c.mul(c);
        FloatVector p = fma(t, Scalar.RP5, Scalar.RP4);
        p = fma(p, t, Scalar.RP3);
        p = fma(p, t, Scalar.RP2);
        p = fma(p, t, Scalar.RP1);
        p = fma(p, t, Scalar.RP0);
        FloatVector q = fma(t, Scalar.RQ5, Scalar.RQ4);
        q = fma(q, t, Scalar.RQ3);
        q = fma(q, t, Scalar.RQ2);
        q = fma(q, t, Scalar.RQ1);
        q = fma(q, t, 1f);
        return c.mul(p).div(q);
    }

    private static FloatVector gelu(FloatVector x) {
        return x.max(Scalar.GELU_MIN).mul(0.5f).mul(erf(x.mul(Scalar.SQRT_HALF)).add(1f));
    }

    private static FloatVector geluTanh(FloatVector x) {
        FloatVector cubic = x.mul(Scalar.GELU_CUBIC).fma(x, FloatVector.broadcast(S, 1f));
        FloatVector u = x.mul(Scalar.SQRT_TWO_OVER_PI).mul(cubic);
        return x.max(Scalar.GELU_MIN).mul(0.5f).mul(tanh(u).add(1f));
    }

    private static FloatVector fma(FloatVector a, float b, float c) {
        return a.fma(FloatVector.broadcast(S, b), FloatVector.broadcast(S, c));
    }

    private static FloatVector fma(FloatVector a, FloatVector b, float c) {
        return a.fma(b, FloatVector.broadcast(S, c));
    }
}
