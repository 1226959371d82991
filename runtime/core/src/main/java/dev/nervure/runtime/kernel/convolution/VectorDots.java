package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.VectorRows;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Products of a few rows of one array with those of another, {@code c[m][t] = Σₖ a[m][k] · b[t][k]}, along the rows. */
final class VectorDots {
    /** Most rows of {@code a} in a call. */
    static final int ROWS = 4;

    /** Rows of {@code b} of a block. */
    private static final int COLUMNS = 3;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private VectorDots() {}

    /** Rows of {@code b} begin at 0 and are zero from {@code length} to the end of the vector that this falls in. */
    static void set(
            float[] a,
            int a0,
            int aRow,
            int rows,
            float[] b,
            int bRow,
            int columns,
            int length,
            float[] c,
            ConvolutionScratch scratch) {
        int whole = (length - 1) / N * N;
        float[] buffer = scratch.buffer(ROWS * COLUMNS * N + ROWS * N);
        int tails = ROWS * COLUMNS * N;
        Arrays.fill(buffer, tails, tails + ROWS * N, 0f);
        for (int m = 0; m < rows; m++) {
            System.arraycopy(a, a0 + m * aRow + whole, buffer, tails + m * N, length - whole);
        }
        for (int t = 0; t < columns; t += COLUMNS) {
            int count = Math.min(COLUMNS, columns - t);
            block4x3(a, a0, aRow, rows, b, t * bRow, bRow, count, whole, buffer, tails);
            for (int m = 0; m < rows; m++) {
                for (int k = 0; k < count; k++) {
                    c[m * columns + t + k] = VectorRows.total(buffer, (m * COLUMNS + k) * N);
                }
            }
        }
    }

    /**
     * The lanes of four rows by three, {@code whole} values each and a vector more, which is at {@code tails} for the rows of
     * {@code a}. A block of fewer works on its last row several times.
     */
    private static void block4x3(
            float[] a,
            int a0,
            int aRow,
            int rows,
            float[] b,
            int b0,
            int bRow,
            int columns,
            int whole,
            float[] buffer,
            int tails) {
        int a1 = a0 + Math.min(1, rows - 1) * aRow;
        int a2 = a0 + Math.min(2, rows - 1) * aRow;
        int a3 = a0 + Math.min(3, rows - 1) * aRow;
        int b1 = b0 + Math.min(1, columns - 1) * bRow;
        int b2 = b0 + Math.min(2, columns - 1) * bRow;
        FloatVector t0 = FloatVector.fromArray(S, b, b0 + whole);
        FloatVector t1 = FloatVector.fromArray(S, b, b1 + whole);
        FloatVector t2 = FloatVector.fromArray(S, b, b2 + whole);
        FloatVector e0 = FloatVector.fromArray(S, buffer, tails);
        FloatVector sum00 = e0.mul(t0);
        FloatVector sum01 = e0.mul(t1);
        FloatVector sum02 = e0.mul(t2);
        FloatVector e1 = FloatVector.fromArray(S, buffer, tails + Math.min(1, rows - 1) * N);
        FloatVector sum10 = e1.mul(t0);
        FloatVector sum11 = e1.mul(t1);
        FloatVector sum12 = e1.mul(t2);
        FloatVector e2 = FloatVector.fromArray(S, buffer, tails + Math.min(2, rows - 1) * N);
        FloatVector sum20 = e2.mul(t0);
        FloatVector sum21 = e2.mul(t1);
        FloatVector sum22 = e2.mul(t2);
        FloatVector e3 = FloatVector.fromArray(S, buffer, tails + Math.min(3, rows - 1) * N);
        FloatVector sum30 = e3.mul(t0);
        FloatVector sum31 = e3.mul(t1);
        FloatVector sum32 = e3.mul(t2);
        for (int k = 0; k < whole; k += N) {
            FloatVector x0 = FloatVector.fromArray(S, b, b0 + k);
            FloatVector x1 = FloatVector.fromArray(S, b, b1 + k);
            FloatVector x2 = FloatVector.fromArray(S, b, b2 + k);
            FloatVector d0 = FloatVector.fromArray(S, a, a0 + k);
            sum00 = d0.fma(x0, sum00);
            sum01 = d0.fma(x1, sum01);
            sum02 = d0.fma(x2, sum02);
            FloatVector d1 = FloatVector.fromArray(S, a, a1 + k);
            sum10 = d1.fma(x0, sum10);
            sum11 = d1.fma(x1, sum11);
            sum12 = d1.fma(x2, sum12);
            FloatVector d2 = FloatVector.fromArray(S, a, a2 + k);
            sum20 = d2.fma(x0, sum20);
            sum21 = d2.fma(x1, sum21);
            sum22 = d2.fma(x2, sum22);
            FloatVector d3 = FloatVector.fromArray(S, a, a3 + k);
            sum30 = d3.fma(x0, sum30);
            sum31 = d3.fma(x1, sum31);
            sum32 = d3.fma(x2, sum32);
        }
        sum00.intoArray(buffer, 0);
        sum01.intoArray(buffer, N);
        sum02.intoArray(buffer, 2 * N);
        sum10.intoArray(buffer, 3 * N);
        sum11.intoArray(buffer, 4 * N);
        sum12.intoArray(buffer, 5 * N);
        sum20.intoArray(buffer, 6 * N);
        sum21.intoArray(buffer, 7 * N);
        sum22.intoArray(buffer, 8 * N);
        sum30.intoArray(buffer, 9 * N);
        sum31.intoArray(buffer, 10 * N);
        sum32.intoArray(buffer, 11 * N);
    }
}
