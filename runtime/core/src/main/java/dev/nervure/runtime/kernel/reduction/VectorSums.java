package dev.nervure.runtime.kernel.reduction;

import dev.nervure.runtime.kernel.internal.LaneSums;
import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.VectorScratch;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Sums} in vectors, of doubles where the difference of two sums is what counts. */
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
        float sum = LaneSums.total(sums, VectorScratch.ofThread().results());
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

    static void addMoments(float[] x, int from, int count, double[] sums, int at, int stride) {
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
        PortableSums.addMoments(x, k, from + count - k, sums, at, stride);
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
        PortableSums.addProducts(dy, x, k, from + count - k, mean, sums, at, stride);
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
