package dev.nervure.runtime.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The sums of {@link BatchStatistics} in vectors of doubles, as the difference of two of them is what counts. */
final class VectorMoments {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final VectorSpecies<Double> D = S.withLanes(double.class);
    private static final int N = Lanes.COUNT;

    private VectorMoments() {}

    static void add(float[] x, int from, int count, double[] sums, int at, int stride) {
        DoubleVector sum = DoubleVector.zero(D);
        DoubleVector squares = DoubleVector.zero(D);
        int k = from;
        for (; k + N <= from + count; k += N) {
            FloatVector v = FloatVector.fromArray(S, x, k);
            DoubleVector first = (DoubleVector) v.convertShape(VectorOperators.F2D, D, 0);
            DoubleVector second = (DoubleVector) v.convertShape(VectorOperators.F2D, D, 1);
            sum = sum.add(first.add(second));
            squares = second.fma(second, first.fma(first, squares));
        }
        double[] lanes = VectorScratch.ofThread().doubles();
        sum.intoArray(lanes, 0);
        squares.intoArray(lanes, N / 2);
        PortableMoments.add(x, k, from + count - k, sums, at, stride);
        addLanes(lanes, sums, at, stride);
    }

    static void addProducts(float[] dy, float[] x, int from, int count, float mean, double[] sums, int at, int stride) {
        DoubleVector sum = DoubleVector.zero(D);
        DoubleVector products = DoubleVector.zero(D);
        int k = from;
        for (; k + N <= from + count; k += N) {
            FloatVector d = FloatVector.fromArray(S, dy, k);
            FloatVector v = FloatVector.fromArray(S, x, k).sub(mean);
            DoubleVector d0 = (DoubleVector) d.convertShape(VectorOperators.F2D, D, 0);
            DoubleVector d1 = (DoubleVector) d.convertShape(VectorOperators.F2D, D, 1);
            DoubleVector v0 = (DoubleVector) v.convertShape(VectorOperators.F2D, D, 0);
            DoubleVector v1 = (DoubleVector) v.convertShape(VectorOperators.F2D, D, 1);
            sum = sum.add(d0.add(d1));
            products = d1.fma(v1, d0.fma(v0, products));
        }
        double[] lanes = VectorScratch.ofThread().doubles();
        sum.intoArray(lanes, 0);
        products.intoArray(lanes, N / 2);
        PortableMoments.addProducts(dy, x, k, from + count - k, mean, sums, at, stride);
        addLanes(lanes, sums, at, stride);
    }

    private static void addLanes(double[] lanes, double[] sums, int at, int stride) {
        double sum = 0;
        double second = 0;
        for (int k = 0; k < N / 2; k++) {
            sum += lanes[k];
            second += lanes[N / 2 + k];
        }
        sums[at] += sum;
        sums[at + stride] += second;
    }
}
