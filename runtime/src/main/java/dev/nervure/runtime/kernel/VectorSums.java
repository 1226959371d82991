package dev.nervure.runtime.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Sums} in vectors. */
final class VectorSums {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final VectorSpecies<Double> D = S.withLanes(double.class);
    private static final int N = Lanes.COUNT;

    private VectorSums() {}

    static void columns(float[] x, int xOffset, int rows, int width, float[] sums, boolean add) {
        int j = 0;
        for (; j + N <= width; j += N) {
            FloatVector sum = add ? FloatVector.fromArray(S, sums, j) : FloatVector.zero(S);
            int at = xOffset + j;
            for (int r = 0; r < rows; r++) {
                sum = sum.add(FloatVector.fromArray(S, x, at));
                at += width;
            }
            sum.intoArray(sums, j);
        }
        for (; j < width; j++) {
            float sum = add ? sums[j] : 0f;
            for (int r = 0; r < rows; r++) {
                sum += x[xOffset + r * width + j];
            }
            sums[j] = sum;
        }
    }

    static float sum(float[] x, int xOffset, int n) {
        FloatVector sums = FloatVector.zero(S);
        int k = 0;
        for (; k + N <= n; k += N) {
            sums = sums.add(FloatVector.fromArray(S, x, xOffset + k));
        }
        float sum = VectorRows.total(sums, VectorScratch.ofThread().results());
        for (; k < n; k++) {
            sum += x[xOffset + k];
        }
        return sum;
    }

    static double squares(float[] x, int from, int to) {
        DoubleVector even = DoubleVector.zero(D);
        DoubleVector odd = DoubleVector.zero(D);
        int k = from;
        for (; k + N <= to; k += N) {
            FloatVector v = FloatVector.fromArray(S, x, k);
            DoubleVector first = (DoubleVector) v.convertShape(VectorOperators.F2D, D, 0);
            DoubleVector second = (DoubleVector) v.convertShape(VectorOperators.F2D, D, 1);
            even = first.fma(first, even);
            odd = second.fma(second, odd);
        }
        double sum = 0;
        for (double square : even.add(odd).toArray()) {
            sum += square;
        }
        for (; k < to; k++) {
            sum += (double) x[k] * x[k];
        }
        return sum;
    }
}
