package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.VectorBlocks;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of the vector convolutions, {@code c[m][q] = Σₜ a[t][m] · b[q + tapₜ]}, for neighbouring places {@code q}: a few
 * rows {@code m} by a few vectors of places at a time, in registers. Element {@code (t, m)} of {@code a} is at
 * {@code a0 + t * aTerm + m}. The vectors of a block lie side by side, so that one tap gives the place of all of them.
 */
final class VectorTaps {
    /** Most vectors of places of a block; what is read may reach so far beyond the last place. */
    static final int WIDE = 7;

    private static final int NARROW = 4;
    /** Most vectors of places whose sums stay in the first-level cache, for a few outputs. */
    private static final int BAND = 4 * WIDE;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;
    /** As in the products: most terms of a block, and HotSpot can tell. */
    private static final int TERMS = VectorBlocks.TERMS;

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
            vectors += width(needed - vectors);
        }
        return vectors;
    }

    /** Eight vectors are two narrow blocks and not a wide one and a rest. */
    private static int width(int left) {
        return left == WIDE + 1 || left <= NARROW ? NARROW : WIDE;
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
            width = width(vectors - v);
            int from = b0 + v * N;
            int to = c0 + v * N;
            for (int t = 0; t < taps.length; t += TERMS) {
                int terms = Math.min(TERMS, taps.length - t);
                int at = a0 + t * aTerm;
                if (width == WIDE) {
                    wide(a, at, aTerm, rows, b, from, taps, t, terms, c, to, cRow);
                } else {
                    narrow(a, at, aTerm, rows, b, from, taps, t, terms, c, to, cRow);
                }
            }
        }
    }

    private static void wide(
            float[] a,
            int a0,
            int aTerm,
            int rows,
            float[] b,
            int b0,
            int[] taps,
            int first,
            int terms,
            float[] c,
            int c0,
            int cRow) {
        int m = 0;
        for (; m + 1 < rows; m += 3) {
            int to = c0 + m * cRow;
            block3x7(
                    a,
                    a0 + m,
                    aTerm,
                    Math.min(3, rows - m),
                    b,
                    b0,
                    taps,
                    first,
                    terms,
                    first == 0 ? ZEROS : c,
                    first == 0 ? 0 : to,
                    first == 0 ? 0 : cRow,
                    c,
                    to,
                    cRow);
        }
        if (m < rows) {
            int to = c0 + m * cRow;
            block1x7(a, a0 + m, aTerm, b, b0, taps, first, terms, first == 0 ? ZEROS : c, first == 0 ? 0 : to, c, to);
        }
    }

    private static void narrow(
            float[] a,
            int a0,
            int aTerm,
            int rows,
            float[] b,
            int b0,
            int[] taps,
            int first,
            int terms,
            float[] c,
            int c0,
            int cRow) {
        for (int m = 0; m < rows; m += 4) {
            int to = c0 + m * cRow;
            block4x4(
                    a,
                    a0 + m,
                    aTerm,
                    Math.min(4, rows - m),
                    b,
                    b0,
                    taps,
                    first,
                    terms,
                    first == 0 ? ZEROS : c,
                    first == 0 ? 0 : to,
                    first == 0 ? 0 : cRow,
                    c,
                    to,
                    cRow);
        }
    }

    /** Of fewer rows, it works on the last several times, to the same result. */
    private static void block3x7(
            float[] a,
            int a0,
            int aTerm,
            int rows,
            float[] b,
            int b0,
            int[] taps,
            int first,
            int terms,
            float[] start,
            int s0,
            int sRow,
            float[] c,
            int c0,
            int cRow) {
        int r1 = Math.min(1, rows - 1);
        int r2 = Math.min(2, rows - 1);
        FloatVector sum00 = FloatVector.fromArray(S, start, s0);
        FloatVector sum01 = FloatVector.fromArray(S, start, s0 + N);
        FloatVector sum02 = FloatVector.fromArray(S, start, s0 + 2 * N);
        FloatVector sum03 = FloatVector.fromArray(S, start, s0 + 3 * N);
        FloatVector sum04 = FloatVector.fromArray(S, start, s0 + 4 * N);
        FloatVector sum05 = FloatVector.fromArray(S, start, s0 + 5 * N);
        FloatVector sum06 = FloatVector.fromArray(S, start, s0 + 6 * N);
        int s1 = s0 + r1 * sRow;
        FloatVector sum10 = FloatVector.fromArray(S, start, s1);
        FloatVector sum11 = FloatVector.fromArray(S, start, s1 + N);
        FloatVector sum12 = FloatVector.fromArray(S, start, s1 + 2 * N);
        FloatVector sum13 = FloatVector.fromArray(S, start, s1 + 3 * N);
        FloatVector sum14 = FloatVector.fromArray(S, start, s1 + 4 * N);
        FloatVector sum15 = FloatVector.fromArray(S, start, s1 + 5 * N);
        FloatVector sum16 = FloatVector.fromArray(S, start, s1 + 6 * N);
        int s2 = s0 + r2 * sRow;
        FloatVector sum20 = FloatVector.fromArray(S, start, s2);
        FloatVector sum21 = FloatVector.fromArray(S, start, s2 + N);
        FloatVector sum22 = FloatVector.fromArray(S, start, s2 + 2 * N);
        FloatVector sum23 = FloatVector.fromArray(S, start, s2 + 3 * N);
        FloatVector sum24 = FloatVector.fromArray(S, start, s2 + 4 * N);
        FloatVector sum25 = FloatVector.fromArray(S, start, s2 + 5 * N);
        FloatVector sum26 = FloatVector.fromArray(S, start, s2 + 6 * N);
        int count = Math.min(terms, TERMS);
        for (int k = 0; k < count; k++) {
            int from = b0 + taps[first + k];
            int at = a0 + k * aTerm;
            FloatVector f0 = FloatVector.broadcast(S, a[at]);
            FloatVector f1 = FloatVector.broadcast(S, a[at + r1]);
            FloatVector f2 = FloatVector.broadcast(S, a[at + r2]);
            FloatVector x0 = FloatVector.fromArray(S, b, from);
            sum00 = f0.fma(x0, sum00);
            sum10 = f1.fma(x0, sum10);
            sum20 = f2.fma(x0, sum20);
            FloatVector x1 = FloatVector.fromArray(S, b, from + N);
            sum01 = f0.fma(x1, sum01);
            sum11 = f1.fma(x1, sum11);
            sum21 = f2.fma(x1, sum21);
            FloatVector x2 = FloatVector.fromArray(S, b, from + 2 * N);
            sum02 = f0.fma(x2, sum02);
            sum12 = f1.fma(x2, sum12);
            sum22 = f2.fma(x2, sum22);
            FloatVector x3 = FloatVector.fromArray(S, b, from + 3 * N);
            sum03 = f0.fma(x3, sum03);
            sum13 = f1.fma(x3, sum13);
            sum23 = f2.fma(x3, sum23);
            FloatVector x4 = FloatVector.fromArray(S, b, from + 4 * N);
            sum04 = f0.fma(x4, sum04);
            sum14 = f1.fma(x4, sum14);
            sum24 = f2.fma(x4, sum24);
            FloatVector x5 = FloatVector.fromArray(S, b, from + 5 * N);
            sum05 = f0.fma(x5, sum05);
            sum15 = f1.fma(x5, sum15);
            sum25 = f2.fma(x5, sum25);
            FloatVector x6 = FloatVector.fromArray(S, b, from + 6 * N);
            sum06 = f0.fma(x6, sum06);
            sum16 = f1.fma(x6, sum16);
            sum26 = f2.fma(x6, sum26);
        }
        sum00.intoArray(c, c0);
        sum01.intoArray(c, c0 + N);
        sum02.intoArray(c, c0 + 2 * N);
        sum03.intoArray(c, c0 + 3 * N);
        sum04.intoArray(c, c0 + 4 * N);
        sum05.intoArray(c, c0 + 5 * N);
        sum06.intoArray(c, c0 + 6 * N);
        int c1 = c0 + r1 * cRow;
        sum10.intoArray(c, c1);
        sum11.intoArray(c, c1 + N);
        sum12.intoArray(c, c1 + 2 * N);
        sum13.intoArray(c, c1 + 3 * N);
        sum14.intoArray(c, c1 + 4 * N);
        sum15.intoArray(c, c1 + 5 * N);
        sum16.intoArray(c, c1 + 6 * N);
        int c2 = c0 + r2 * cRow;
        sum20.intoArray(c, c2);
        sum21.intoArray(c, c2 + N);
        sum22.intoArray(c, c2 + 2 * N);
        sum23.intoArray(c, c2 + 3 * N);
        sum24.intoArray(c, c2 + 4 * N);
        sum25.intoArray(c, c2 + 5 * N);
        sum26.intoArray(c, c2 + 6 * N);
    }

    /** The same. */
    private static void block4x4(
            float[] a,
            int a0,
            int aTerm,
            int rows,
            float[] b,
            int b0,
            int[] taps,
            int first,
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
        FloatVector sum00 = FloatVector.fromArray(S, start, s0);
        FloatVector sum01 = FloatVector.fromArray(S, start, s0 + N);
        FloatVector sum02 = FloatVector.fromArray(S, start, s0 + 2 * N);
        FloatVector sum03 = FloatVector.fromArray(S, start, s0 + 3 * N);
        int s1 = s0 + r1 * sRow;
        FloatVector sum10 = FloatVector.fromArray(S, start, s1);
        FloatVector sum11 = FloatVector.fromArray(S, start, s1 + N);
        FloatVector sum12 = FloatVector.fromArray(S, start, s1 + 2 * N);
        FloatVector sum13 = FloatVector.fromArray(S, start, s1 + 3 * N);
        int s2 = s0 + r2 * sRow;
        FloatVector sum20 = FloatVector.fromArray(S, start, s2);
        FloatVector sum21 = FloatVector.fromArray(S, start, s2 + N);
        FloatVector sum22 = FloatVector.fromArray(S, start, s2 + 2 * N);
        FloatVector sum23 = FloatVector.fromArray(S, start, s2 + 3 * N);
        int s3 = s0 + r3 * sRow;
        FloatVector sum30 = FloatVector.fromArray(S, start, s3);
        FloatVector sum31 = FloatVector.fromArray(S, start, s3 + N);
        FloatVector sum32 = FloatVector.fromArray(S, start, s3 + 2 * N);
        FloatVector sum33 = FloatVector.fromArray(S, start, s3 + 3 * N);
        int count = Math.min(terms, TERMS);
        for (int k = 0; k < count; k++) {
            int from = b0 + taps[first + k];
            int at = a0 + k * aTerm;
            FloatVector f0 = FloatVector.broadcast(S, a[at]);
            FloatVector f1 = FloatVector.broadcast(S, a[at + r1]);
            FloatVector f2 = FloatVector.broadcast(S, a[at + r2]);
            FloatVector f3 = FloatVector.broadcast(S, a[at + r3]);
            FloatVector x0 = FloatVector.fromArray(S, b, from);
            sum00 = f0.fma(x0, sum00);
            sum10 = f1.fma(x0, sum10);
            sum20 = f2.fma(x0, sum20);
            sum30 = f3.fma(x0, sum30);
            FloatVector x1 = FloatVector.fromArray(S, b, from + N);
            sum01 = f0.fma(x1, sum01);
            sum11 = f1.fma(x1, sum11);
            sum21 = f2.fma(x1, sum21);
            sum31 = f3.fma(x1, sum31);
            FloatVector x2 = FloatVector.fromArray(S, b, from + 2 * N);
            sum02 = f0.fma(x2, sum02);
            sum12 = f1.fma(x2, sum12);
            sum22 = f2.fma(x2, sum22);
            sum32 = f3.fma(x2, sum32);
            FloatVector x3 = FloatVector.fromArray(S, b, from + 3 * N);
            sum03 = f0.fma(x3, sum03);
            sum13 = f1.fma(x3, sum13);
            sum23 = f2.fma(x3, sum23);
            sum33 = f3.fma(x3, sum33);
        }
        sum00.intoArray(c, c0);
        sum01.intoArray(c, c0 + N);
        sum02.intoArray(c, c0 + 2 * N);
        sum03.intoArray(c, c0 + 3 * N);
        int c1 = c0 + r1 * cRow;
        sum10.intoArray(c, c1);
        sum11.intoArray(c, c1 + N);
        sum12.intoArray(c, c1 + 2 * N);
        sum13.intoArray(c, c1 + 3 * N);
        int c2 = c0 + r2 * cRow;
        sum20.intoArray(c, c2);
        sum21.intoArray(c, c2 + N);
        sum22.intoArray(c, c2 + 2 * N);
        sum23.intoArray(c, c2 + 3 * N);
        int c3 = c0 + r3 * cRow;
        sum30.intoArray(c, c3);
        sum31.intoArray(c, c3 + N);
        sum32.intoArray(c, c3 + 2 * N);
        sum33.intoArray(c, c3 + 3 * N);
    }

    /** One row. */
    private static void block1x7(
            float[] a,
            int a0,
            int aTerm,
            float[] b,
            int b0,
            int[] taps,
            int first,
            int terms,
            float[] start,
            int s0,
            float[] c,
            int c0) {
        FloatVector sum00 = FloatVector.fromArray(S, start, s0);
        FloatVector sum01 = FloatVector.fromArray(S, start, s0 + N);
        FloatVector sum02 = FloatVector.fromArray(S, start, s0 + 2 * N);
        FloatVector sum03 = FloatVector.fromArray(S, start, s0 + 3 * N);
        FloatVector sum04 = FloatVector.fromArray(S, start, s0 + 4 * N);
        FloatVector sum05 = FloatVector.fromArray(S, start, s0 + 5 * N);
        FloatVector sum06 = FloatVector.fromArray(S, start, s0 + 6 * N);
        int count = Math.min(terms, TERMS);
        for (int k = 0; k < count; k++) {
            int from = b0 + taps[first + k];
            int at = a0 + k * aTerm;
            FloatVector f0 = FloatVector.broadcast(S, a[at]);
            FloatVector x0 = FloatVector.fromArray(S, b, from);
            sum00 = f0.fma(x0, sum00);
            FloatVector x1 = FloatVector.fromArray(S, b, from + N);
            sum01 = f0.fma(x1, sum01);
            FloatVector x2 = FloatVector.fromArray(S, b, from + 2 * N);
            sum02 = f0.fma(x2, sum02);
            FloatVector x3 = FloatVector.fromArray(S, b, from + 3 * N);
            sum03 = f0.fma(x3, sum03);
            FloatVector x4 = FloatVector.fromArray(S, b, from + 4 * N);
            sum04 = f0.fma(x4, sum04);
            FloatVector x5 = FloatVector.fromArray(S, b, from + 5 * N);
            sum05 = f0.fma(x5, sum05);
            FloatVector x6 = FloatVector.fromArray(S, b, from + 6 * N);
            sum06 = f0.fma(x6, sum06);
        }
        sum00.intoArray(c, c0);
        sum01.intoArray(c, c0 + N);
        sum02.intoArray(c, c0 + 2 * N);
        sum03.intoArray(c, c0 + 3 * N);
        sum04.intoArray(c, c0 + 4 * N);
        sum05.intoArray(c, c0 + 5 * N);
        sum06.intoArray(c, c0 + 6 * N);
    }
}
