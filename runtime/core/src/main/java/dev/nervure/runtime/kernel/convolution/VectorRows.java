package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A matrix that lies row after row times a vector, four rows at a time. */
final class VectorRows {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private VectorRows() {}

    /** {@code sums[o] = Σₖ weight[o, k] x[k]} for {@code rows} rows of {@code terms}. */
    static void dots(float[] weight, int first, float[] x, int from, int terms, float[] sums, int to, int rows) {
        int whole = terms - terms % N;
        int o = 0;
        for (; o + 4 <= rows; o += 4) {
            int w0 = first + o * terms;
            int w1 = w0 + terms;
            int w2 = w1 + terms;
            int w3 = w2 + terms;
            FloatVector s0 = FloatVector.zero(FLOATS);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (int k = 0; k < whole; k += N) {
                FloatVector value = FloatVector.fromArray(FLOATS, x, from + k);
                s0 = FloatVector.fromArray(FLOATS, weight, w0 + k).fma(value, s0);
                s1 = FloatVector.fromArray(FLOATS, weight, w1 + k).fma(value, s1);
                s2 = FloatVector.fromArray(FLOATS, weight, w2 + k).fma(value, s2);
                s3 = FloatVector.fromArray(FLOATS, weight, w3 + k).fma(value, s3);
            }
            float t0 = s0.reduceLanes(VectorOperators.ADD);
            float t1 = s1.reduceLanes(VectorOperators.ADD);
            float t2 = s2.reduceLanes(VectorOperators.ADD);
            float t3 = s3.reduceLanes(VectorOperators.ADD);
            for (int k = whole; k < terms; k++) {
                float value = x[from + k];
                t0 += weight[w0 + k] * value;
                t1 += weight[w1 + k] * value;
                t2 += weight[w2 + k] * value;
                t3 += weight[w3 + k] * value;
            }
            sums[to + o] = t0;
            sums[to + o + 1] = t1;
            sums[to + o + 2] = t2;
            sums[to + o + 3] = t3;
        }
        for (; o < rows; o++) {
            float sum = 0;
            for (int k = 0; k < terms; k++) {
                sum += weight[first + o * terms + k] * x[from + k];
            }
            sums[to + o] = sum;
        }
    }
}
