package dev.nervure.runtime.kernel.internal;

/**
 * Products of vectors, {@code c[m][j] = start[m][j] + Σₖ a[m][k] · b[k][j]} for the columns {@code j} of one panel, cut into
 * the register blocks of {@link ProductBlocks}. All offsets and distances are in floats. A panel is {@code width} floats a
 * term, one term after the other from {@code b0} on; a width is one, two or four vectors.
 */
public final class VectorProducts {
    /** Rows of a block. */
    public static final int ROWS = 6;
    /** Most terms of a block. */
    public static final int TERMS = 512;

    private static final int N = Lanes.COUNT;
    /** Sixteen registers, as with 256 bits on most processors, hold six rows by two vectors and not by four. */
    private static final boolean HALF_BLOCKS = N == 8;

    private VectorProducts() {}

    /**
     * All rows {@code m} by one panel, a part of the terms at a time, so that what is read of {@code b} stays in the cache.
     *
     * @param aRow from one row of {@code a} to the next
     * @param aTerm from one term of {@code a} to the next
     * @param sRow from one row of {@code start} to the next; 0 where all rows begin with the same
     */
    public static void panel(
            int width,
            float[] a,
            int a0,
            int aRow,
            int aTerm,
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
        int k = 0;
        do {
            int count = Math.min(TERMS, terms - k);
            float[] from = k > 0 ? c : start;
            int from0 = k > 0 ? c0 : s0;
            int fromRow = k > 0 ? cRow : sRow;
            for (int r = 0; r < rows; r += ROWS) {
                int at = a0 + r * aRow + k * aTerm;
                int some = Math.min(ROWS, rows - r);
                int f = from0 + r * fromRow;
                int to = c0 + r * cRow;
                block(width, a, at, aRow, aTerm, some, b, b0 + k * width, count, from, f, fromRow, c, to, cRow);
            }
            k += count;
        } while (k < terms);
    }

    /** Up to six rows. */
    private static void block(
            int width,
            float[] a,
            int a0,
            int aRow,
            int aTerm,
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
        if (rows == 1 && aTerm == 1) {
            if (width == 4 * N) {
                ProductBlocks.row1x4(a, a0, terms, b, b0, start, s0, c, c0);
            } else if (width == 2 * N) {
                ProductBlocks.row1x2(a, a0, terms, b, b0, start, s0, c, c0);
            } else {
                ProductBlocks.evenOdd1x1(a, a0, b, b0, terms, start, s0, c, c0);
            }
        } else if (width == N && aTerm == 1) {
            ProductBlocks.evenOdd6x1(a, a0, aRow, rows, b, b0, terms, start, s0, sRow, c, c0, cRow);
        } else if (width == N) {
            ProductBlocks.block6x1(a, a0, aRow, aTerm, rows, b, b0, N, terms, start, s0, sRow, c, c0, cRow);
        } else if (width == 4 * N && !HALF_BLOCKS) {
            if (rows > 4) {
                ProductBlocks.block6x4(a, a0, aRow, aTerm, rows, b, b0, terms, start, s0, sRow, c, c0, cRow);
            } else {
                ProductBlocks.block4x4(a, a0, aRow, aTerm, rows, b, b0, terms, start, s0, sRow, c, c0, cRow);
            }
        } else {
            for (int v = 0; v < width; v += 2 * N) {
                int at = b0 + v;
                ProductBlocks.block6x2(
                        a, a0, aRow, aTerm, rows, b, at, width, terms, start, s0 + v, sRow, c, c0 + v, cRow);
            }
        }
    }

    /**
     * One row, of any number of terms, by two panels {@code b} and {@code d}: more sums hide the latency of the additions.
     *
     * @param second the width of {@code d}: four or two vectors; that of {@code b} is four
     */
    public static void twoPanels(
            int second, float[] a, int a0, int terms, float[] b, float[] d, float[] start, int s0, float[] c, int c0) {
        if (second == 4 * N) {
            ProductBlocks.row1x8(a, a0, terms, b, d, start, s0, c, c0);
        } else {
            ProductBlocks.row1x6(a, a0, terms, b, d, start, s0, c, c0);
        }
    }

    /** The same for the terms at {@code places} of the panels alone, {@code a} having one value for each. */
    public static void twoPanels(
            float[] a, int[] places, int terms, float[] b, float[] d, float[] start, int s0, float[] c, int c0) {
        ProductBlocks.row1x8(a, places, terms, b, d, start, s0, c, c0);
    }
}
