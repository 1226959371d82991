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
 *
 * <p>HotSpot inlines until a method has a certain number of nodes, and where it stops between two operations their vector
 * becomes an object. So each function has a loop of its own that passes arrays, behind an interface: where one or two
 * functions are hot HotSpot inlines their loops, where more are it calls them.
 */
final class VectorFunctions {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private static final Loop[] LOOPS = loops();

    private VectorFunctions() {}

    private static Loop[] loops() {
        Loop[] loops = new Loop[Function.values().length];
        for (Function f : Function.values()) {
            loops[f.ordinal()] = loop(f);
        }
        return loops;
    }

    /** Of whole vectors: {@code n} is rounded up. */
    private static Loop loop(Function f) {
        return switch (f) {
            case EXP ->
                (x, x0, y, y0, n, alpha) -> {
                    for (int k = 0; k < n; k += N) {
                        VectorMath.exp(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
                    }
                };
            case LOG ->
                (x, x0, y, y0, n, alpha) -> {
                    for (int k = 0; k < n; k += N) {
                        VectorMath.log(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
                    }
                };
            case TANH ->
                (x, x0, y, y0, n, alpha) -> {
                    for (int k = 0; k < n; k += N) {
                        VectorMath.tanh(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
                    }
                };
            case SIGMOID ->
                (x, x0, y, y0, n, alpha) -> {
                    for (int k = 0; k < n; k += N) {
                        VectorMath.sigmoid(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
                    }
                };
            case SILU ->
                (x, x0, y, y0, n, alpha) -> {
                    for (int k = 0; k < n; k += N) {
                        VectorMath.silu(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
                    }
                };
            case SOFTPLUS ->
                (x, x0, y, y0, n, alpha) -> {
                    for (int k = 0; k < n; k += N) {
                        VectorMath.softplus(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
                    }
                };
            case MISH ->
                (x, x0, y, y0, n, alpha) -> {
                    for (int k = 0; k < n; k += N) {
                        VectorMath.mish(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
                    }
                };
            case ELU ->
                (x, x0, y, y0, n, alpha) -> {
                    for (int k = 0; k < n; k += N) {
                        VectorMath.elu(FloatVector.fromArray(S, x, x0 + k), alpha)
                                .intoArray(y, y0 + k);
                    }
                };
            case GELU ->
                (x, x0, y, y0, n, alpha) -> {
                    for (int k = 0; k < n; k += N) {
                        VectorMath.gelu(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
                    }
                };
            case GELU_TANH ->
                (x, x0, y, y0, n, alpha) -> {
                    for (int k = 0; k < n; k += N) {
                        VectorMath.geluTanh(FloatVector.fromArray(S, x, x0 + k)).intoArray(y, y0 + k);
                    }
                };
        };
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
