package dev.nervure.runtime.kernel.attention;

import dev.nervure.runtime.kernel.internal.LaneSums;
import dev.nervure.runtime.kernel.internal.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The products of {@link CachedAttention} in vectors of neighbouring places. Rows of a cache are whole vectors. */
final class VectorCache {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private VectorCache() {}

    /** {@code scores[t] = Σᵢ q[i] keys[i, t]}, for whole vectors of places. */
    static void scores(float[] q, int query, int size, float[] keys, int first, int row, int seen, float[] scores) {
        int t = 0;
        for (; t + 3 * N < seen; t += 4 * N) {
            FloatVector s0 = FloatVector.zero(FLOATS);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (int i = 0, k = first + t; i < size; i++, k += row) {
                FloatVector x = FloatVector.broadcast(FLOATS, q[query + i]);
                s0 = x.fma(FloatVector.fromArray(FLOATS, keys, k), s0);
                s1 = x.fma(FloatVector.fromArray(FLOATS, keys, k + N), s1);
                s2 = x.fma(FloatVector.fromArray(FLOATS, keys, k + 2 * N), s2);
                s3 = x.fma(FloatVector.fromArray(FLOATS, keys, k + 3 * N), s3);
            }
            s0.intoArray(scores, t);
            s1.intoArray(scores, t + N);
            s2.intoArray(scores, t + 2 * N);
            s3.intoArray(scores, t + 3 * N);
        }
        for (; t < seen; t += N) {
            FloatVector s0 = FloatVector.zero(FLOATS);
            for (int i = 0, k = first + t; i < size; i++, k += row) {
                s0 = FloatVector.broadcast(FLOATS, q[query + i]).fma(FloatVector.fromArray(FLOATS, keys, k), s0);
            }
            s0.intoArray(scores, t);
        }
    }

    /**
     * {@code y[i] = Σₜ weights[t] values[i, t]}. Weights behind the last place are zero, to whole vectors.
     *
     * @param lanes four vectors of working memory
     */
    static void sums(
            float[] weights, int seen, float[] values, int first, int row, float[] y, int to, int size, float[] lanes) {
        int i = 0;
        for (; i + 4 <= size; i += 4) {
            FloatVector s0 = FloatVector.zero(FLOATS);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (int t = 0, v = first + i * row; t < seen; t += N, v += N) {
                FloatVector weight = FloatVector.fromArray(FLOATS, weights, t);
                s0 = weight.fma(FloatVector.fromArray(FLOATS, values, v), s0);
                s1 = weight.fma(FloatVector.fromArray(FLOATS, values, v + row), s1);
                s2 = weight.fma(FloatVector.fromArray(FLOATS, values, v + 2 * row), s2);
                s3 = weight.fma(FloatVector.fromArray(FLOATS, values, v + 3 * row), s3);
            }
            s0.intoArray(lanes, 0);
            s1.intoArray(lanes, N);
            s2.intoArray(lanes, 2 * N);
            s3.intoArray(lanes, 3 * N);
            for (int j = 0; j < 4; j++) {
                y[to + i + j] = LaneSums.total(lanes, j * N);
            }
        }
        for (; i < size; i++) {
            FloatVector s0 = FloatVector.zero(FLOATS);
            for (int t = 0, v = first + i * row; t < seen; t += N, v += N) {
                s0 = FloatVector.fromArray(FLOATS, weights, t).fma(FloatVector.fromArray(FLOATS, values, v), s0);
            }
            y[to + i] = LaneSums.total(s0, lanes);
        }
    }
}
