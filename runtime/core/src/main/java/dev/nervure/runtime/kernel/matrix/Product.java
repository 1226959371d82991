package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.internal.RowLoops;
import dev.nervure.runtime.kernel.internal.Scratch;
import java.util.Arrays;

/**
 * Products of two matrices that a pass computes, {@code c [rows, columns]} from factors that share an axis. Matrices are
 * row-major; they begin at float {@code …Offset} and their rows {@code …Width} floats apart, so that a part of a larger array
 * can be read. {@code rows}, {@code shared} and {@code columns} are the lengths of the axes. Sets {@code c}, or adds to it.
 */
public final class Product {
    private Product() {}

    /** {@code c = a · b}, {@code [rows, shared] · [shared, columns]}. */
    public static void times(
            float[] a,
            int aOffset,
            int aWidth,
            float[] b,
            int bOffset,
            int bWidth,
            float[] c,
            int cOffset,
            int cWidth,
            int rows,
            int shared,
            int columns,
            boolean add) {
        float[][] factor = Scratch.ofThread().rows(shared, RowLoops.pad(columns));
        for (int k = 0; k < shared; k++) {
            System.arraycopy(b, bOffset + k * bWidth, factor[k], 0, columns);
        }
        multiply(a, aOffset, aWidth, 1, factor, c, cOffset, cWidth, rows, shared, columns, add);
    }

    /** {@code c = a · bᵀ}, {@code [rows, shared] · [columns, shared]ᵀ}. */
    public static void timesTransposed(
            float[] a,
            int aOffset,
            int aWidth,
            float[] b,
            int bOffset,
            int bWidth,
            float[] c,
            int cOffset,
            int cWidth,
            int rows,
            int shared,
            int columns,
            boolean add) {
        float[][] factor = Scratch.ofThread().rows(shared, RowLoops.pad(columns));
        for (int k = 0; k < shared; k++) {
            float[] row = factor[k];
            for (int j = 0; j < columns; j++) {
                row[j] = b[bOffset + j * bWidth + k];
            }
        }
        multiply(a, aOffset, aWidth, 1, factor, c, cOffset, cWidth, rows, shared, columns, add);
    }

    /** {@code c = aᵀ · b}, {@code [shared, rows]ᵀ · [shared, columns]}. */
    public static void transposedTimes(
            float[] a,
            int aOffset,
            int aWidth,
            float[] b,
            int bOffset,
            int bWidth,
            float[] c,
            int cOffset,
            int cWidth,
            int rows,
            int shared,
            int columns,
            boolean add) {
        float[][] factor = Scratch.ofThread().rows(shared, RowLoops.pad(columns));
        for (int k = 0; k < shared; k++) {
            System.arraycopy(b, bOffset + k * bWidth, factor[k], 0, columns);
        }
        multiply(a, aOffset, 1, aWidth, factor, c, cOffset, cWidth, rows, shared, columns, add);
    }

    /** {@code a} is read at {@code aOffset + i · aRow + k · aColumn}. */
    private static void multiply(
            float[] a,
            int aOffset,
            int aRow,
            int aColumn,
            float[][] b,
            float[] c,
            int cOffset,
            int cWidth,
            int rows,
            int shared,
            int columns,
            boolean add) {
        int width = RowLoops.pad(columns);
        float[] sums = Scratch.ofThread().sums(1, width)[0];
        for (int i = 0; i < rows; i++) {
            Arrays.fill(sums, 0, width, 0f);
            RowLoops.addOne(sums, a, aOffset + i * aRow, aColumn, b, 0, shared, width);
            int to = cOffset + i * cWidth;
            if (add) {
                for (int j = 0; j < columns; j++) {
                    c[to + j] += sums[j];
                }
            } else {
                System.arraycopy(sums, 0, c, to, columns);
            }
        }
    }
}
