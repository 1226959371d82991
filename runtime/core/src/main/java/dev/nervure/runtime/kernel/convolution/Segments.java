package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;

/** Vectors of results of a grid, row by row: where each begins in the sums and in the grid. */
final class Segments {
    /** Segments of a row. */
    final int each;

    final int[] from;
    final int[] to;
    /** Floats from where a segment begins in the grid to where its last vector ends. */
    private final int reach;

    private Segments(int rows, int columns, int lanes, boolean overlapping, int fromRow, int toRow, int reach) {
        this.each = (columns + lanes - 1) / lanes;
        this.from = new int[rows * each];
        this.to = new int[rows * each];
        for (int s = 0; s < from.length; s++) {
            int column = s % each * lanes;
            if (overlapping) {
                column = Math.max(0, Math.min(column, columns - lanes));
            }
            from[s] = s / each * fromRow + column * (Lanes.COUNT / lanes);
            to[s] = s / each * toRow + column;
        }
        this.reach = reach;
    }

    /** How many of the first segments end before {@code room} floats of the grid. */
    int inside(int room) {
        int count = to.length;
        while (count > 0 && to[count - 1] + reach > room) {
            count--;
        }
        return count;
    }

    /**
     * The grid itself, so many lines of it for each row of sums. The last segment of a row overlaps the one before it; a row
     * shorter than a vector ends in its successors, which are therefore written later.
     */
    static Segments ofGrid(Taps taps, int lines) {
        int rows = (taps.height + lines - 1) / lines;
        int reach = (lines - 1) * taps.width + Lanes.COUNT;
        return new Segments(rows, taps.width, Lanes.COUNT, true, taps.rowSize, lines * taps.width, reach);
    }

    /**
     * The maxima of windows of 2 × 2, half a vector at a time, so that each reaches into its successors; {@code fromRow} is
     * the distance of the sums of two rows of windows.
     */
    static Segments ofMaxima(Taps taps, int fromRow) {
        int rows = taps.height / 2;
        int columns = taps.width / 2;
        return new Segments(rows, columns, Lanes.COUNT / 2, false, fromRow, columns, Lanes.COUNT);
    }
}
