package dev.nervure.runtime.kernel.function;

import dev.nervure.runtime.kernel.internal.LaneSums;
import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.VectorMath;
import dev.nervure.runtime.kernel.internal.VectorScratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Elementwise} in vectors: step by step the arithmetic of {@link Scalar}, so with the same results to the bit. The
 * values that do not fill a vector are the end of one that overlaps its neighbour, copied before anything is written, so
 * that it works in place.
 */
final class VectorFunctions {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    /** Slopes are computed so many at a time, which stay in the first-level cache. */
    private static final int CHUNK = 1024;

    private static final FunctionLoops.Loop[] LOOPS = new FunctionLoops.Loop[Function.values().length];

    static {
        for (Function f : Function.values()) {
            LOOPS[f.ordinal()] = FunctionLoops.of(f);
        }
    }

    private VectorFunctions() {}

    static void apply(Function f, float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        if (n < N) {
            PortableFunctions.oneByOne(f, x, xOffset, y, yOffset, n, alpha);
            return;
        }
        float[] last = VectorScratch.ofThread().last();
        System.arraycopy(x, xOffset + n - N, last, 0, N);
        FunctionLoops.Loop loop = LOOPS[f.ordinal()];
        loop.run(x, xOffset, y, yOffset, n - N, alpha);
        loop.run(last, 0, y, yOffset + n - N, N, alpha);
    }

    /** Vectors, as a loop of HotSpot costs a row of few values twice as much. */
    static void relu(float[] y, int from, int n) {
        int k = from;
        for (; k + N <= from + n; k += N) {
            FloatVector.fromArray(S, y, k).max(0f).intoArray(y, k);
        }
        for (; k < from + n; k++) {
            y[k] = Math.max(y[k], 0f);
        }
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

    static void gradient(Function slope, float[] z, float[] dy, float[] dx, int from, int n) {
        float[] slopes = VectorScratch.ofThread().strip(CHUNK);
        for (int k = from; k < from + n; k += CHUNK) {
            int length = Math.min(CHUNK, from + n - k);
            apply(slope, z, k, slopes, 0, length, 0f);
            multiply(slopes, dy, dx, k, length);
        }
    }

    private static void multiply(float[] slopes, float[] dy, float[] dx, int from, int n) {
        int j = 0;
        for (; j + N <= n; j += N) {
            FloatVector.fromArray(S, dy, from + j)
                    .mul(FloatVector.fromArray(S, slopes, j))
                    .intoArray(dx, from + j);
        }
        for (; j < n; j++) {
            dx[from + j] = dy[from + j] * slopes[j];
        }
    }

    /** {@code Σ e^(x − shift)}. */
    static float sumExp(float[] x, int xOffset, float shift, int n) {
        FloatVector sums = FloatVector.zero(S);
        int k = 0;
        for (; k + N <= n; k += N) {
            sums = sums.add(
                    VectorMath.exp(FloatVector.fromArray(S, x, xOffset + k).sub(shift)));
        }
        float sum = LaneSums.total(sums, VectorScratch.ofThread().results());
        for (; k < n; k++) {
            sum += Scalar.exp(x[xOffset + k] - shift);
        }
        return sum;
    }
}
