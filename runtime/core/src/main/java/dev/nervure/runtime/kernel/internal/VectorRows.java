package dev.nervure.runtime.kernel.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector products of one row, {@code c[j] = start[j] + Σₖ a[k] · b[k][j]}, with the sums in registers and added in the
 * order of {@link VectorBlocks}.
 */
public final class VectorRows {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private VectorRows() {}

    /** One row by two panels, of four vectors each: eight sums, as four alone do not hide the latency of the additions. */
    public static void row1x8(
            float[] a, int a0, int terms, float[] b, float[] d, float[] start, int s0, float[] c, int c0) {
        FloatVector sum0 = FloatVector.fromArray(S, start, s0);
        FloatVector sum1 = FloatVector.fromArray(S, start, s0 + N);
        FloatVector sum2 = FloatVector.fromArray(S, start, s0 + 2 * N);
        FloatVector sum3 = FloatVector.fromArray(S, start, s0 + 3 * N);
        FloatVector sum4 = FloatVector.fromArray(S, start, s0 + 4 * N);
        FloatVector sum5 = FloatVector.fromArray(S, start, s0 + 5 * N);
        FloatVector sum6 = FloatVector.fromArray(S, start, s0 + 6 * N);
        FloatVector sum7 = FloatVector.fromArray(S, start, s0 + 7 * N);
        int from = 0;
        for (int k = 0; k < terms; k++) {
            FloatVector f = FloatVector.broadcast(S, a[a0 + k]);
            sum0 = f.fma(FloatVector.fromArray(S, b, from), sum0);
            sum1 = f.fma(FloatVector.fromArray(S, b, from + N), sum1);
            sum2 = f.fma(FloatVector.fromArray(S, b, from + 2 * N), sum2);
            sum3 = f.fma(FloatVector.fromArray(S, b, from + 3 * N), sum3);
            sum4 = f.fma(FloatVector.fromArray(S, d, from), sum4);
            sum5 = f.fma(FloatVector.fromArray(S, d, from + N), sum5);
            sum6 = f.fma(FloatVector.fromArray(S, d, from + 2 * N), sum6);
            sum7 = f.fma(FloatVector.fromArray(S, d, from + 3 * N), sum7);
            from += 4 * N;
        }
        sum0.intoArray(c, c0);
        sum1.intoArray(c, c0 + N);
        sum2.intoArray(c, c0 + 2 * N);
        sum3.intoArray(c, c0 + 3 * N);
        sum4.intoArray(c, c0 + 4 * N);
        sum5.intoArray(c, c0 + 5 * N);
        sum6.intoArray(c, c0 + 6 * N);
        sum7.intoArray(c, c0 + 7 * N);
    }

    /** One row by two panels, of four and of two vectors. */
    public static void row1x6(
            float[] a, int a0, int terms, float[] b, float[] d, float[] start, int s0, float[] c, int c0) {
        FloatVector sum0 = FloatVector.fromArray(S, start, s0);
        FloatVector sum1 = FloatVector.fromArray(S, start, s0 + N);
        FloatVector sum2 = FloatVector.fromArray(S, start, s0 + 2 * N);
        FloatVector sum3 = FloatVector.fromArray(S, start, s0 + 3 * N);
        FloatVector sum4 = FloatVector.fromArray(S, start, s0 + 4 * N);
        FloatVector sum5 = FloatVector.fromArray(S, start, s0 + 5 * N);
        int from = 0;
        int second = 0;
        for (int k = 0; k < terms; k++) {
            FloatVector f = FloatVector.broadcast(S, a[a0 + k]);
            sum0 = f.fma(FloatVector.fromArray(S, b, from), sum0);
            sum1 = f.fma(FloatVector.fromArray(S, b, from + N), sum1);
            sum2 = f.fma(FloatVector.fromArray(S, b, from + 2 * N), sum2);
            sum3 = f.fma(FloatVector.fromArray(S, b, from + 3 * N), sum3);
            sum4 = f.fma(FloatVector.fromArray(S, d, second), sum4);
            sum5 = f.fma(FloatVector.fromArray(S, d, second + N), sum5);
            from += 4 * N;
            second += 2 * N;
        }
        sum0.intoArray(c, c0);
        sum1.intoArray(c, c0 + N);
        sum2.intoArray(c, c0 + 2 * N);
        sum3.intoArray(c, c0 + 3 * N);
        sum4.intoArray(c, c0 + 4 * N);
        sum5.intoArray(c, c0 + 5 * N);
    }

    /** One row by 4 vectors. */
    public static void row1x4(
            float[] a, int a0, int terms, float[] b, int b0, float[] start, int s0, float[] c, int c0) {
        FloatVector sum0 = FloatVector.fromArray(S, start, s0);
        FloatVector sum1 = FloatVector.fromArray(S, start, s0 + N);
        FloatVector sum2 = FloatVector.fromArray(S, start, s0 + 2 * N);
        FloatVector sum3 = FloatVector.fromArray(S, start, s0 + 3 * N);
        int from = b0;
        for (int k = 0; k < terms; k++) {
            FloatVector f = FloatVector.broadcast(S, a[a0 + k]);
            sum0 = f.fma(FloatVector.fromArray(S, b, from), sum0);
            sum1 = f.fma(FloatVector.fromArray(S, b, from + N), sum1);
            sum2 = f.fma(FloatVector.fromArray(S, b, from + 2 * N), sum2);
            sum3 = f.fma(FloatVector.fromArray(S, b, from + 3 * N), sum3);
            from += 4 * N;
        }
        sum0.intoArray(c, c0);
        sum1.intoArray(c, c0 + N);
        sum2.intoArray(c, c0 + 2 * N);
        sum3.intoArray(c, c0 + 3 * N);
    }

    /** One row by 2 vectors. */
    public static void row1x2(
            float[] a, int a0, int terms, float[] b, int b0, float[] start, int s0, float[] c, int c0) {
        FloatVector sum0 = FloatVector.fromArray(S, start, s0);
        FloatVector sum1 = FloatVector.fromArray(S, start, s0 + N);
        int from = b0;
        for (int k = 0; k < terms; k++) {
            FloatVector f = FloatVector.broadcast(S, a[a0 + k]);
            sum0 = f.fma(FloatVector.fromArray(S, b, from), sum0);
            sum1 = f.fma(FloatVector.fromArray(S, b, from + N), sum1);
            from += 2 * N;
        }
        sum0.intoArray(c, c0);
        sum1.intoArray(c, c0 + N);
    }

    /** One row by 1 vector: two sums, of the even terms and of the odd ones, wait half as long for one another. */
    public static void row1x1(
            float[] a, int a0, int terms, float[] b, int b0, float[] start, int s0, float[] c, int c0) {
        FloatVector sum = FloatVector.fromArray(S, start, s0);
        FloatVector odd = FloatVector.zero(S);
        int k = 0;
        for (; k < terms - 1; k += 2) {
            int from = b0 + k * N;
            sum = FloatVector.broadcast(S, a[a0 + k]).fma(FloatVector.fromArray(S, b, from), sum);
            odd = FloatVector.broadcast(S, a[a0 + k + 1]).fma(FloatVector.fromArray(S, b, from + N), odd);
        }
        for (; k < terms; k++) {
            sum = FloatVector.broadcast(S, a[a0 + k]).fma(FloatVector.fromArray(S, b, b0 + k * N), sum);
        }
        sum.add(odd).intoArray(c, c0);
    }

    /**
     * Up to six rows by one vector, each with the result of {@link #row1x1}; of fewer, it works on the last several times.
     */
    public static void rows6x1(
            float[] a,
            int a0,
            int aRow,
            int rows,
            float[] b,
            int b0,
            int terms,
            float[] start,
            int s0,
            int sRow,
            float[] c,
            int c0,
            int cRow) {
        int r1 = Math.min(1, rows - 1);
        int r2 = Math.min(2, rows - 1);
        int r3 = Math.min(3, rows - 1);
        int r4 = Math.min(4, rows - 1);
        int r5 = Math.min(5, rows - 1);
        FloatVector sum0 = FloatVector.fromArray(S, start, s0);
        FloatVector sum1 = FloatVector.fromArray(S, start, s0 + r1 * sRow);
        FloatVector sum2 = FloatVector.fromArray(S, start, s0 + r2 * sRow);
        FloatVector sum3 = FloatVector.fromArray(S, start, s0 + r3 * sRow);
        FloatVector sum4 = FloatVector.fromArray(S, start, s0 + r4 * sRow);
        FloatVector sum5 = FloatVector.fromArray(S, start, s0 + r5 * sRow);
        FloatVector zero = FloatVector.zero(S);
        FloatVector odd0 = zero;
        FloatVector odd1 = zero;
        FloatVector odd2 = zero;
        FloatVector odd3 = zero;
        FloatVector odd4 = zero;
        FloatVector odd5 = zero;
        int a1 = a0 + r1 * aRow;
        int a2 = a0 + r2 * aRow;
        int a3 = a0 + r3 * aRow;
        int a4 = a0 + r4 * aRow;
        int a5 = a0 + r5 * aRow;
        int count = Math.min(terms, VectorBlocks.TERMS);
        int k = 0;
        for (; k < count - 1; k += 2) {
            int from = b0 + k * N;
            FloatVector w = FloatVector.fromArray(S, b, from);
            sum0 = FloatVector.broadcast(S, a[a0 + k]).fma(w, sum0);
            sum1 = FloatVector.broadcast(S, a[a1 + k]).fma(w, sum1);
            sum2 = FloatVector.broadcast(S, a[a2 + k]).fma(w, sum2);
            sum3 = FloatVector.broadcast(S, a[a3 + k]).fma(w, sum3);
            sum4 = FloatVector.broadcast(S, a[a4 + k]).fma(w, sum4);
            sum5 = FloatVector.broadcast(S, a[a5 + k]).fma(w, sum5);
            FloatVector v = FloatVector.fromArray(S, b, from + N);
            odd0 = FloatVector.broadcast(S, a[a0 + k + 1]).fma(v, odd0);
            odd1 = FloatVector.broadcast(S, a[a1 + k + 1]).fma(v, odd1);
            odd2 = FloatVector.broadcast(S, a[a2 + k + 1]).fma(v, odd2);
            odd3 = FloatVector.broadcast(S, a[a3 + k + 1]).fma(v, odd3);
            odd4 = FloatVector.broadcast(S, a[a4 + k + 1]).fma(v, odd4);
            odd5 = FloatVector.broadcast(S, a[a5 + k + 1]).fma(v, odd5);
        }
        for (; k < count; k++) {
            FloatVector w = FloatVector.fromArray(S, b, b0 + k * N);
            sum0 = FloatVector.broadcast(S, a[a0 + k]).fma(w, sum0);
            sum1 = FloatVector.broadcast(S, a[a1 + k]).fma(w, sum1);
            sum2 = FloatVector.broadcast(S, a[a2 + k]).fma(w, sum2);
            sum3 = FloatVector.broadcast(S, a[a3 + k]).fma(w, sum3);
            sum4 = FloatVector.broadcast(S, a[a4 + k]).fma(w, sum4);
            sum5 = FloatVector.broadcast(S, a[a5 + k]).fma(w, sum5);
        }
        sum0.add(odd0).intoArray(c, c0);
        sum1.add(odd1).intoArray(c, c0 + r1 * cRow);
        sum2.add(odd2).intoArray(c, c0 + r2 * cRow);
        sum3.add(odd3).intoArray(c, c0 + r3 * cRow);
        sum4.add(odd4).intoArray(c, c0 + r4 * cRow);
        sum5.add(odd5).intoArray(c, c0 + r5 * cRow);
    }

    /** {@code c[i] += d · b[i]} for each of {@code count} rows of {@code b}, {@code width} values each. */
    public static void dots(float[] d, int d0, float[] b, int width, int count, float[] c, int c0, float[] buffer) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            FloatVector sum = FloatVector.zero(S);
            for (int v = 0; v < width; v += N) {
                sum = FloatVector.fromArray(S, d, d0 + v).fma(FloatVector.fromArray(S, b, from + v), sum);
            }
            c[c0 + i] += total(sum, buffer);
            from += width;
        }
    }

    /** The sum of the lanes in a fixed order, which {@code reduceLanes} does not promise. */
    public static float total(FloatVector v, float[] buffer) {
        v.intoArray(buffer, 0);
        return total(buffer, 0);
    }

    /** The same of a vector's lanes in memory. */
    public static float total(float[] lanes, int from) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int k = 0; k < N; k += 4) {
            s0 += lanes[from + k];
            s1 += lanes[from + k + 1];
            s2 += lanes[from + k + 2];
            s3 += lanes[from + k + 3];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
