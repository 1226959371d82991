package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.VectorProducts;

/**
 * The sums of the vector convolutions, {@code c[m][q] = Σₜ a[t][m] · b[q + tapₜ]}, for neighbouring places {@code q}: a few
 * rows {@code m} by a few vectors of places at a time, in registers. Element {@code (t, m)} of {@code a} is at
 * {@code a0 + t * aTerm + m}. The vectors of a block lie side by side, so that one tap gives the place of all of them.
 */
final class VectorTaps {
    /** Most vectors of places of a block; what is read may reach so far beyond the last place. */
    static final int WIDE = 7;

    private static final int NARROW = 4;
    private static final int NARROWEST = 3;
    /** Most vectors of places whose sums stay in the first-level cache, for a few outputs. */
    private static final int BAND = 4 * WIDE;

    private static final int N = Lanes.COUNT;
    /** As in the products: most terms of a block, and HotSpot can tell. */
    private static final int TERMS = VectorProducts.TERMS;

    private static final float[] ZEROS = new float[WIDE * N];

    private VectorTaps() {}

    /** Floats of a row of {@code c} for so many places. */
    static int rowOf(int places) {
        return ((places + N - 1) / N + WIDE) * N;
    }

    /**
     * How many rows of sums to compute at a time, a multiple of {@code step}: as many as the cache holds, or fewer where that
     * leaves less of the last vectors unused.
     */
    static int bandRows(Taps taps, int rows, int step) {
        int best = step;
        int least = Integer.MAX_VALUE;
        for (int band = step; band - step < rows && vectors(taps, band) <= BAND || band == step; band += step) {
            int vectors = rows / band * vectors(taps, band) + (rows % band == 0 ? 0 : vectors(taps, rows % band));
            if (vectors <= least) {
                least = vectors;
                best = band;
            }
        }
        return best;
    }

    /** Of all blocks for so many rows. */
    private static int vectors(Taps taps, int rows) {
        int needed = ((rows - 1) * taps.rowSize + taps.width + N - 1) / N;
        int vectors = 0;
        while (vectors < needed) {
            vectors += width(needed - vectors, WIDE);
        }
        return vectors;
    }

    /** What leaves the fewest vectors of the last block unused; blocks of three have six rows, of which few would be used. */
    private static int width(int left, int rows) {
        if (rows <= NARROW) {
            return left == WIDE + 1 || left <= NARROW ? NARROW : WIDE;
        }
        return switch (left) {
            case 1, 2, 3, 5, 6, 9 -> NARROWEST;
            case 4, 8 -> NARROW;
            default -> WIDE;
        };
    }

    /** For {@code rows} rows and {@code places} places; row {@code m} of {@code c} is at {@code c0 + m * cRow}. */
    static void sum(
            float[] a,
            int a0,
            int aTerm,
            int rows,
            float[] b,
            int b0,
            int[] taps,
            int places,
            float[] c,
            int c0,
            int cRow) {
        int vectors = (places + N - 1) / N;
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = width(vectors - v, rows);
            for (int t = 0; t < taps.length; t += TERMS) {
                block(width, a, a0 + t * aTerm, aTerm, rows, b, b0 + v * N, taps, t, c, c0 + v * N, cRow);
            }
        }
    }

    /** All rows by the vectors of a block, and as many terms from {@code first} on as a block takes. */
    private static void block(
            int width,
            float[] a,
            int a0,
            int aTerm,
            int rows,
            float[] b,
            int b0,
            int[] taps,
            int first,
            float[] c,
            int c0,
            int cRow) {
        int terms = Math.min(TERMS, taps.length - first);
        float[] start = first == 0 ? ZEROS : c;
        int sRow = first == 0 ? 0 : cRow;
        int step = width == WIDE ? 3 : width == NARROW ? 4 : 6;
        for (int m = 0; m < rows; m += step) {
            int some = Math.min(step, rows - m);
            int at = a0 + m;
            int to = c0 + m * cRow;
            int s0 = first == 0 ? 0 : to;
            if (width == NARROWEST) {
                ConvolutionBlocks.taps6x3(a, at, aTerm, some, b, b0, taps, first, terms, start, s0, sRow, c, to, cRow);
            } else if (width == NARROW) {
                ConvolutionBlocks.taps4x4(a, at, aTerm, some, b, b0, taps, first, terms, start, s0, sRow, c, to, cRow);
            } else if (some > 1) {
                ConvolutionBlocks.taps3x7(a, at, aTerm, some, b, b0, taps, first, terms, start, s0, sRow, c, to, cRow);
            } else {
                ConvolutionBlocks.taps1x7(a, at, aTerm, b, b0, taps, first, terms, start, s0, c, to);
            }
        }
    }
}
