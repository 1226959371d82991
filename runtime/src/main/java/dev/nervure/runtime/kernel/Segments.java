package dev.nervure.runtime.kernel;

/**
 * The vectors of results of a grid, row by row: where each begins in the sums, whose rows lie {@code rowSize} apart, and
 * in the grid. The last of a row overlaps the one before it; a row shorter than a vector ends in its successors, which are
 * therefore written later.
 */
final class Segments {
    /** Segments of a row. */
    final int each;

    final int[] from;
    final int[] to;

    /** With {@code lines} lines of the grid for each row of sums. */
    Segments(Taps taps, int lines) {
        int n = Lanes.COUNT;
        this.each = (taps.width + n - 1) / n;
        int rows = (taps.height + lines - 1) / lines;
        this.from = new int[rows * each];
        this.to = new int[rows * each];
        for (int s = 0; s < from.length; s++) {
            int column = Math.max(0, Math.min(s % each * n, taps.width - n));
            from[s] = s / each * taps.rowSize + column;
            to[s] = s / each * lines * taps.width + column;
        }
    }

    /** How many of the first segments end before {@code size} floats of the grid. */
    int inside(int size) {
        int count = to.length;
        while (count > 0 && to[count - 1] + Lanes.COUNT > size) {
            count--;
        }
        return count;
    }
}
