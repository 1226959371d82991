package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;

/**
 * The vectors of results of one output, row by row: where each begins in the sums and in the grid of results. Offsets and
 * distances are in floats, from the output's first sum and its first result.
 */
final class Segments {
    /** Segments of a row of sums. */
    final int each;

    final int[] from;
    final int[] to;
    /** From one row of sums to the next in the grid: a line, or several. */
    private final int toRow;
    /** Floats from where a segment begins in the grid to where its last vector ends. */
    private final int reach;
    /** Floats of the grid. */
    private final int size;

    private Segments(
            int rows, int columns, int lanes, boolean overlapping, int fromRow, int toRow, int reach, int size) {
        this.each = (columns + lanes - 1) / lanes;
        this.from = new int[rows * each];
        this.to = new int[rows * each];
        this.toRow = toRow;
        this.reach = reach;
        this.size = size;
        for (int s = 0; s < from.length; s++) {
            int column = s % each * lanes;
            if (overlapping) {
                column = Math.max(0, Math.min(column, columns - lanes));
            }
            from[s] = s / each * fromRow + column * (Lanes.COUNT / lanes);
            to[s] = s / each * toRow + column;
        }
    }

    /**
     * The grid itself, so many lines of it for each row of sums. The last segment of a row overlaps the one before it; a row
     * shorter than a vector ends in its successors, which are therefore written later.
     */
    static Segments ofGrid(Taps taps, int lines) {
        int rows = (taps.height + lines - 1) / lines;
        int reach = (lines - 1) * taps.width + Lanes.COUNT;
        int size = taps.height * taps.width;
        return new Segments(rows, taps.width, Lanes.COUNT, true, taps.rowSize, lines * taps.width, reach, size);
    }

    /**
     * The maxima of windows of 2 × 2, half a vector at a time, so that each reaches into its successors; {@code fromRow} is
     * the distance of the sums of two rows of windows.
     */
    static Segments ofMaxima(Taps taps, int fromRow) {
        int rows = taps.height / 2;
        int columns = taps.width / 2;
        return new Segments(rows, columns, Lanes.COUNT / 2, false, fromRow, columns, Lanes.COUNT, rows * columns);
    }

    /**
     * Where to write the rows up to {@code endRow}: to {@code y}, or, where the last vectors would reach beyond the
     * {@code room} floats that may be written there, to an array of the scratch. From that {@link #copy} takes them.
     */
    float[] target(int endRow, float[] y, int room, ConvolutionScratch scratch) {
        int end = endRow * each;
        return end == 0 || to[end - 1] + reach <= room ? y : scratch.overflow(to[end - 1] + reach);
    }

    /** Copies the rows from {@code row} to {@code endRow} from {@link #target} to the output that begins at {@code y0}. */
    void copy(float[] target, int row, int endRow, float[] y, int y0) {
        int from = row * toRow;
        System.arraycopy(target, from, y, y0 + from, Math.min(endRow * toRow, size) - from);
    }
}
