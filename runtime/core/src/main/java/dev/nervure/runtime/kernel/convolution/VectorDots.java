package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.LaneSums;
import dev.nervure.runtime.kernel.internal.Lanes;
import java.util.Arrays;

/** Products of a few rows of one array with those of another, {@code c[m][t] = Σₖ a[m][k] · b[t][k]}, along the rows. */
final class VectorDots {
    /** Most rows of {@code a} in a call. */
    static final int ROWS = 4;

    /** Rows of {@code b} of a block. */
    private static final int COLUMNS = 3;

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
            ConvolutionBlocks.dots4x3(a, a0, aRow, rows, b, t * bRow, bRow, count, whole, buffer, tails);
            for (int m = 0; m < rows; m++) {
                for (int k = 0; k < count; k++) {
                    c[m * columns + t + k] = LaneSums.total(buffer, (m * COLUMNS + k) * N);
                }
            }
        }
    }
}
