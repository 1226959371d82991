package dev.nervure.runtime.kernel.softmax;

import dev.nervure.runtime.kernel.function.Elementwise;
import dev.nervure.runtime.kernel.function.Scalar;
import dev.nervure.runtime.kernel.internal.Fma;
import dev.nervure.runtime.kernel.internal.LaneSums;
import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.VectorMath;
import dev.nervure.runtime.kernel.internal.VectorScratch;
import dev.nervure.runtime.kernel.reduction.Sums;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Softmax} of one row in vectors, with a scalar tail. */
final class VectorSoftmax {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private VectorSoftmax() {}

    static void softmax(float[] x, int xOffset, float[] y, int yOffset, int n) {
        float scale = 1f / exp(x, xOffset, max(x, xOffset, n), n, y, yOffset);
        int k = 0;
        for (; k + N <= n; k += N) {
            FloatVector.fromArray(S, y, yOffset + k).mul(scale).intoArray(y, yOffset + k);
        }
        for (; k < n; k++) {
            y[yOffset + k] *= scale;
        }
    }

    /** See {@link Softmax#inPlace}: of whole vectors, whose last is filled up with what is 0 as an exponential. */
    static float softmaxInPlace(float[] x, int from, int n, float factor) {
        int whole = (n + N - 1) / N * N;
        Arrays.fill(x, from + n, from + whole, Float.NEGATIVE_INFINITY);
        float max = factor * max(x, from, whole);
        float sum = sumExpInPlace(x, from, whole, factor, max);
        float scale = 1f / sum;
        for (int k = from; k < from + whole; k += N) {
            FloatVector.fromArray(S, x, k).mul(scale).intoArray(x, k);
        }
        return Scalar.log(sum);
    }

    /** See {@link Softmax#againInPlace}: of whole vectors. */
    static void againInPlace(float[] x, int from, int n, float factor, float logSum) {
        float max = factor * max(x, from, n);
        for (int k = from; k < from + n; k += N) {
            VectorMath.exp(FloatVector.fromArray(S, x, k).mul(factor).sub(max).sub(logSum))
                    .intoArray(x, k);
        }
    }

    /** {@code x} becomes {@code e^(factor · x − shift)}; their sum. */
    private static float sumExpInPlace(float[] x, int from, int n, float factor, float shift) {
        FloatVector sums = FloatVector.zero(S);
        for (int k = from; k < from + n; k += N) {
            FloatVector e =
                    VectorMath.exp(FloatVector.fromArray(S, x, k).mul(factor).sub(shift));
            e.intoArray(x, k);
            sums = sums.add(e);
        }
        return LaneSums.total(sums, VectorScratch.ofThread().results());
    }

    /** {@code y = e^(x − shift)}; their sum. A method of its own: where sums of two loops met, they would be objects. */
    private static float exp(float[] x, int xOffset, float shift, int n, float[] y, int yOffset) {
        FloatVector sums = FloatVector.zero(S);
        int k = 0;
        for (; k + N <= n; k += N) {
            FloatVector e =
                    VectorMath.exp(FloatVector.fromArray(S, x, xOffset + k).sub(shift));
            e.intoArray(y, yOffset + k);
            sums = sums.add(e);
        }
        float sum = LaneSums.total(sums, VectorScratch.ofThread().results());
        for (; k < n; k++) {
            float e = Scalar.exp(x[xOffset + k] - shift);
            y[yOffset + k] = e;
            sum += e;
        }
        return sum;
    }

    static void logSoftmax(float[] x, int xOffset, float[] y, int yOffset, int n) {
        float max = max(x, xOffset, n);
        float logSum = Scalar.log(Elementwise.sumExp(x, xOffset, max, n));
        int k = 0;
        for (; k + N <= n; k += N) {
            FloatVector.fromArray(S, x, xOffset + k).sub(max).sub(logSum).intoArray(y, yOffset + k);
        }
        for (; k < n; k++) {
            y[yOffset + k] = x[xOffset + k] - max - logSum;
        }
    }

    static void gradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, boolean add) {
        FloatVector dots = FloatVector.zero(S);
        int k = 0;
        for (; k + N <= n; k += N) {
            dots = FloatVector.fromArray(S, y, yOffset + k).fma(FloatVector.fromArray(S, dy, dyOffset + k), dots);
        }
        float dot = LaneSums.total(dots, VectorScratch.ofThread().results());
        for (; k < n; k++) {
            dot = Fma.add(y[yOffset + k], dy[dyOffset + k], dot);
        }
        k = 0;
        for (; k + N <= n; k += N) {
            FloatVector slope =
                    FloatVector.fromArray(S, dy, dyOffset + k).sub(dot).mul(FloatVector.fromArray(S, y, yOffset + k));
            store(slope, dx, dxOffset + k, add);
        }
        for (; k < n; k++) {
            float slope = y[yOffset + k] * (dy[dyOffset + k] - dot);
            dx[dxOffset + k] = add ? dx[dxOffset + k] + slope : slope;
        }
    }

    static void logGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, boolean add) {
        float sum = Sums.sum(dy, dyOffset, n);
        int k = 0;
        for (; k + N <= n; k += N) {
            FloatVector slope = VectorMath.exp(FloatVector.fromArray(S, y, yOffset + k))
                    .mul(-sum)
                    .add(FloatVector.fromArray(S, dy, dyOffset + k));
            store(slope, dx, dxOffset + k, add);
        }
        for (; k < n; k++) {
            float slope = Fma.add(-Scalar.exp(y[yOffset + k]), sum, dy[dyOffset + k]);
            dx[dxOffset + k] = add ? dx[dxOffset + k] + slope : slope;
        }
    }

    private static void store(FloatVector v, float[] c, int at, boolean add) {
        if (add) {
            v.add(FloatVector.fromArray(S, c, at)).intoArray(c, at);
        } else {
            v.intoArray(c, at);
        }
    }

    static float max(float[] x, int xOffset, int n) {
        FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        int k = 0;
        for (; k + N <= n; k += N) {
            max = max.max(FloatVector.fromArray(S, x, xOffset + k));
        }
        float largest = max.reduceLanes(VectorOperators.MAX);
        for (; k < n; k++) {
            largest = Math.max(largest, x[xOffset + k]);
        }
        return largest;
    }
}
