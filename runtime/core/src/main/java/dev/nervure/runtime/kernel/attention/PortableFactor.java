package dev.nervure.runtime.kernel.attention;

import dev.nervure.runtime.kernel.internal.RowLoops;
import dev.nervure.runtime.kernel.internal.Scratch;
import java.util.Arrays;

/** A {@link Factor} as rows of their own, for loops that HotSpot vectorises. */
final class PortableFactor extends Factor {
    private float[][] rows = {};
    private float[][] sums = {};

    @Override
    void set(float[] b, int offset, int step, int terms, int columns) {
        rows = Scratch.grown(rows, terms, RowLoops.pad(columns));
        for (int k = 0; k < terms; k++) {
            System.arraycopy(b, offset + k * step, rows[k], 0, columns);
        }
    }

    @Override
    void setColumns(float[] b, int offset, int step, int terms, int columns) {
        rows = Scratch.grown(rows, terms, RowLoops.pad(columns));
        for (int k = 0; k < terms; k++) {
            float[] row = rows[k];
            for (int j = 0; j < columns; j++) {
                row[j] = b[offset + j * step + k];
            }
        }
    }

    @Override
    void multiply(
            float[] a,
            int a0,
            int aRow,
            int aTerm,
            int rows,
            int terms,
            int columns,
            float[] c,
            int cRow,
            boolean add) {
        int width = RowLoops.pad(columns);
        sums = Scratch.grown(sums, 2, width);
        for (int m = 0; m < rows; m += 2) {
            int count = Math.min(2, rows - m);
            for (int i = 0; i < count; i++) {
                if (add) {
                    System.arraycopy(c, (m + i) * cRow, sums[i], 0, columns);
                } else {
                    Arrays.fill(sums[i], 0, width, 0f);
                }
            }
            int at = a0 + m * aRow;
            if (count == 2) {
                RowLoops.addTwo(sums[0], sums[1], a, at, a, at + aRow, aTerm, this.rows, 0, terms, width);
            } else {
                RowLoops.addOne(sums[0], a, at, aTerm, this.rows, 0, terms, width);
            }
            for (int i = 0; i < count; i++) {
                System.arraycopy(sums[i], 0, c, (m + i) * cRow, columns);
            }
        }
    }
}
