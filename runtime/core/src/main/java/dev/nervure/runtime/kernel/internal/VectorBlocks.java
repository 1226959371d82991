package dev.nervure.runtime.kernel.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner blocks of the vector products, {@code c[m][j] = start[m][j] + Σₖ a[m][k] · b[k][j]}, with the sums in registers.
 * Element {@code (m, k)} of {@code a} is at {@code a0 + m * aRow + k * aTerm}, row {@code k} of {@code b} at
 * {@code b0 + k * bTerm}, row {@code m} of {@code c} at {@code c0 + m * cRow}, and so for {@code start}. Each sum adds its
 * terms in their order, in every block, so a row's result does not depend on the block it falls in.
 */
public final class VectorBlocks {
    /** Rows of a block. */
    public static final int ROWS = 6;
    /**
     * Most terms of a call. That HotSpot can tell spares it the loop around the loop that it makes to reach safepoints in
     * time, and what that costs in registers.
     */
    public static final int TERMS = 512;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    /** Sixteen registers, as with 256 bits on most processors, hold six rows by two vectors and not by four. */
    private static final boolean HALF_BLOCKS = N == 8;

    private VectorBlocks() {}

    /** Up to six rows by one panel: the columns {@code j} of a panel of {@code width} floats a term. */
    public static void block(
            int width,
            float[] a,
            int a0,
            int aRow,
            int aTerm,
            int rows,
            float[] b,
            int b0,
            int bTerm,
            int terms,
            float[] start,
            int s0,
            int sRow,
            float[] c,
            int c0,
            int cRow) {
        if (rows == 1 && aTerm == 1 && bTerm == width) {
            if (width == 4 * N) {
                VectorRows.row1x4(a, a0, terms, b, b0, start, s0, c, c0);
            } else if (width == 2 * N) {
                VectorRows.row1x2(a, a0, terms, b, b0, start, s0, c, c0);
            } else {
                VectorRows.row1x1(a, a0, terms, b, b0, start, s0, c, c0);
            }
        } else if (width == N && aTerm == 1 && bTerm == N) {
            VectorRows.rows6x1(a, a0, aRow, rows, b, b0, terms, start, s0, sRow, c, c0, cRow);
        } else if (width == N) {
            block6x1(a, a0, aRow, aTerm, rows, b, b0, bTerm, terms, start, s0, sRow, c, c0, cRow);
        } else if (width == 4 * N && bTerm == width && !HALF_BLOCKS) {
            if (rows > 4) {
                block6x4(a, a0, aRow, aTerm, rows, b, b0, terms, start, s0, sRow, c, c0, cRow);
            } else {
                block4x4(a, a0, aRow, aTerm, rows, b, b0, terms, start, s0, sRow, c, c0, cRow);
            }
        } else {
            for (int v = 0; v < width; v += 2 * N) {
                block6x2(a, a0, aRow, aTerm, rows, b, b0 + v, bTerm, terms, start, s0 + v, sRow, c, c0 + v, cRow);
            }
        }
    }

    /**
     * Six rows by four vectors: 24 sums, 4 factors and a broadcast fill the 32 registers. A block of fewer rows works on
     * its last row several times, to the same result. Rows of {@code b} are four vectors apart, and a constant, so that
     * HotSpot checks their bounds before the loop and not within.
     */
    private static void block6x4(
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
        int r1 = Math.min(1, rows - 1);
        int r2 = Math.min(2, rows - 1);
        int r3 = Math.min(3, rows - 1);
        int r4 = Math.min(4, rows - 1);
        int r5 = Math.min(5, rows - 1);
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
        int s4 = s0 + r4 * sRow;
        FloatVector sum40 = FloatVector.fromArray(S, start, s4);
        FloatVector sum41 = FloatVector.fromArray(S, start, s4 + N);
        FloatVector sum42 = FloatVector.fromArray(S, start, s4 + 2 * N);
        FloatVector sum43 = FloatVector.fromArray(S, start, s4 + 3 * N);
        int s5 = s0 + r5 * sRow;
        FloatVector sum50 = FloatVector.fromArray(S, start, s5);
        FloatVector sum51 = FloatVector.fromArray(S, start, s5 + N);
        FloatVector sum52 = FloatVector.fromArray(S, start, s5 + 2 * N);
        FloatVector sum53 = FloatVector.fromArray(S, start, s5 + 3 * N);
        int a1 = a0 + r1 * aRow;
        int a2 = a0 + r2 * aRow;
        int a3 = a0 + r3 * aRow;
        int a4 = a0 + r4 * aRow;
        int a5 = a0 + r5 * aRow;
        int count = Math.min(terms, TERMS);
        for (int k = 0; k < count; k++) {
            int from = b0 + k * (4 * N);
            int t = k * aTerm;
            FloatVector w0 = FloatVector.fromArray(S, b, from);
            FloatVector w1 = FloatVector.fromArray(S, b, from + N);
            FloatVector w2 = FloatVector.fromArray(S, b, from + 2 * N);
            FloatVector w3 = FloatVector.fromArray(S, b, from + 3 * N);
            FloatVector f0 = FloatVector.broadcast(S, a[a0 + t]);
            sum00 = f0.fma(w0, sum00);
            sum01 = f0.fma(w1, sum01);
            sum02 = f0.fma(w2, sum02);
            sum03 = f0.fma(w3, sum03);
            FloatVector f1 = FloatVector.broadcast(S, a[a1 + t]);
            sum10 = f1.fma(w0, sum10);
            sum11 = f1.fma(w1, sum11);
            sum12 = f1.fma(w2, sum12);
            sum13 = f1.fma(w3, sum13);
            FloatVector f2 = FloatVector.broadcast(S, a[a2 + t]);
            sum20 = f2.fma(w0, sum20);
            sum21 = f2.fma(w1, sum21);
            sum22 = f2.fma(w2, sum22);
            sum23 = f2.fma(w3, sum23);
            FloatVector f3 = FloatVector.broadcast(S, a[a3 + t]);
            sum30 = f3.fma(w0, sum30);
            sum31 = f3.fma(w1, sum31);
            sum32 = f3.fma(w2, sum32);
            sum33 = f3.fma(w3, sum33);
            FloatVector f4 = FloatVector.broadcast(S, a[a4 + t]);
            sum40 = f4.fma(w0, sum40);
            sum41 = f4.fma(w1, sum41);
            sum42 = f4.fma(w2, sum42);
            sum43 = f4.fma(w3, sum43);
            FloatVector f5 = FloatVector.broadcast(S, a[a5 + t]);
            sum50 = f5.fma(w0, sum50);
            sum51 = f5.fma(w1, sum51);
            sum52 = f5.fma(w2, sum52);
            sum53 = f5.fma(w3, sum53);
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
        int c4 = c0 + r4 * cRow;
        sum40.intoArray(c, c4);
        sum41.intoArray(c, c4 + N);
        sum42.intoArray(c, c4 + 2 * N);
        sum43.intoArray(c, c4 + 3 * N);
        int c5 = c0 + r5 * cRow;
        sum50.intoArray(c, c5);
        sum51.intoArray(c, c5 + N);
        sum52.intoArray(c, c5 + 2 * N);
        sum53.intoArray(c, c5 + 3 * N);
    }

    /** Four rows by four vectors: what six rows at a time leave of 64. */
    private static void block4x4(
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
        int a1 = a0 + r1 * aRow;
        int a2 = a0 + r2 * aRow;
        int a3 = a0 + r3 * aRow;
        int count = Math.min(terms, TERMS);
        for (int k = 0; k < count; k++) {
            int from = b0 + k * (4 * N);
            int t = k * aTerm;
            FloatVector w0 = FloatVector.fromArray(S, b, from);
            FloatVector w1 = FloatVector.fromArray(S, b, from + N);
            FloatVector w2 = FloatVector.fromArray(S, b, from + 2 * N);
            FloatVector w3 = FloatVector.fromArray(S, b, from + 3 * N);
            FloatVector f0 = FloatVector.broadcast(S, a[a0 + t]);
            sum00 = f0.fma(w0, sum00);
            sum01 = f0.fma(w1, sum01);
            sum02 = f0.fma(w2, sum02);
            sum03 = f0.fma(w3, sum03);
            FloatVector f1 = FloatVector.broadcast(S, a[a1 + t]);
            sum10 = f1.fma(w0, sum10);
            sum11 = f1.fma(w1, sum11);
            sum12 = f1.fma(w2, sum12);
            sum13 = f1.fma(w3, sum13);
            FloatVector f2 = FloatVector.broadcast(S, a[a2 + t]);
            sum20 = f2.fma(w0, sum20);
            sum21 = f2.fma(w1, sum21);
            sum22 = f2.fma(w2, sum22);
            sum23 = f2.fma(w3, sum23);
            FloatVector f3 = FloatVector.broadcast(S, a[a3 + t]);
            sum30 = f3.fma(w0, sum30);
            sum31 = f3.fma(w1, sum31);
            sum32 = f3.fma(w2, sum32);
            sum33 = f3.fma(w3, sum33);
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

    /** Six rows by two vectors. */
    private static void block6x2(
            float[] a,
            int a0,
            int aRow,
            int aTerm,
            int rows,
            float[] b,
            int b0,
            int bTerm,
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
        int r4 = Math.min(4, rows - 1);
        int r5 = Math.min(5, rows - 1);
        FloatVector sum00 = FloatVector.fromArray(S, start, s0);
        FloatVector sum01 = FloatVector.fromArray(S, start, s0 + N);
        int s1 = s0 + r1 * sRow;
        FloatVector sum10 = FloatVector.fromArray(S, start, s1);
        FloatVector sum11 = FloatVector.fromArray(S, start, s1 + N);
        int s2 = s0 + r2 * sRow;
        FloatVector sum20 = FloatVector.fromArray(S, start, s2);
        FloatVector sum21 = FloatVector.fromArray(S, start, s2 + N);
        int s3 = s0 + r3 * sRow;
        FloatVector sum30 = FloatVector.fromArray(S, start, s3);
        FloatVector sum31 = FloatVector.fromArray(S, start, s3 + N);
        int s4 = s0 + r4 * sRow;
        FloatVector sum40 = FloatVector.fromArray(S, start, s4);
        FloatVector sum41 = FloatVector.fromArray(S, start, s4 + N);
        int s5 = s0 + r5 * sRow;
        FloatVector sum50 = FloatVector.fromArray(S, start, s5);
        FloatVector sum51 = FloatVector.fromArray(S, start, s5 + N);
        int a1 = a0 + r1 * aRow;
        int a2 = a0 + r2 * aRow;
        int a3 = a0 + r3 * aRow;
        int a4 = a0 + r4 * aRow;
        int a5 = a0 + r5 * aRow;
        int count = Math.min(terms, TERMS);
        for (int k = 0; k < count; k++) {
            int from = b0 + k * bTerm;
            int t = k * aTerm;
            FloatVector w0 = FloatVector.fromArray(S, b, from);
            FloatVector w1 = FloatVector.fromArray(S, b, from + N);
            FloatVector f0 = FloatVector.broadcast(S, a[a0 + t]);
            sum00 = f0.fma(w0, sum00);
            sum01 = f0.fma(w1, sum01);
            FloatVector f1 = FloatVector.broadcast(S, a[a1 + t]);
            sum10 = f1.fma(w0, sum10);
            sum11 = f1.fma(w1, sum11);
            FloatVector f2 = FloatVector.broadcast(S, a[a2 + t]);
            sum20 = f2.fma(w0, sum20);
            sum21 = f2.fma(w1, sum21);
            FloatVector f3 = FloatVector.broadcast(S, a[a3 + t]);
            sum30 = f3.fma(w0, sum30);
            sum31 = f3.fma(w1, sum31);
            FloatVector f4 = FloatVector.broadcast(S, a[a4 + t]);
            sum40 = f4.fma(w0, sum40);
            sum41 = f4.fma(w1, sum41);
            FloatVector f5 = FloatVector.broadcast(S, a[a5 + t]);
            sum50 = f5.fma(w0, sum50);
            sum51 = f5.fma(w1, sum51);
        }
        sum00.intoArray(c, c0);
        sum01.intoArray(c, c0 + N);
        int c1 = c0 + r1 * cRow;
        sum10.intoArray(c, c1);
        sum11.intoArray(c, c1 + N);
        int c2 = c0 + r2 * cRow;
        sum20.intoArray(c, c2);
        sum21.intoArray(c, c2 + N);
        int c3 = c0 + r3 * cRow;
        sum30.intoArray(c, c3);
        sum31.intoArray(c, c3 + N);
        int c4 = c0 + r4 * cRow;
        sum40.intoArray(c, c4);
        sum41.intoArray(c, c4 + N);
        int c5 = c0 + r5 * cRow;
        sum50.intoArray(c, c5);
        sum51.intoArray(c, c5 + N);
    }

    /** Six rows by one vector. */
    private static void block6x1(
            float[] a,
            int a0,
            int aRow,
            int aTerm,
            int rows,
            float[] b,
            int b0,
            int bTerm,
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
        int r4 = Math.min(4, rows - 1);
        int r5 = Math.min(5, rows - 1);
        FloatVector sum00 = FloatVector.fromArray(S, start, s0);
        int s1 = s0 + r1 * sRow;
        FloatVector sum10 = FloatVector.fromArray(S, start, s1);
        int s2 = s0 + r2 * sRow;
        FloatVector sum20 = FloatVector.fromArray(S, start, s2);
        int s3 = s0 + r3 * sRow;
        FloatVector sum30 = FloatVector.fromArray(S, start, s3);
        int s4 = s0 + r4 * sRow;
        FloatVector sum40 = FloatVector.fromArray(S, start, s4);
        int s5 = s0 + r5 * sRow;
        FloatVector sum50 = FloatVector.fromArray(S, start, s5);
        int a1 = a0 + r1 * aRow;
        int a2 = a0 + r2 * aRow;
        int a3 = a0 + r3 * aRow;
        int a4 = a0 + r4 * aRow;
        int a5 = a0 + r5 * aRow;
        int count = Math.min(terms, TERMS);
        for (int k = 0; k < count; k++) {
            int from = b0 + k * bTerm;
            int t = k * aTerm;
            FloatVector w0 = FloatVector.fromArray(S, b, from);
            FloatVector f0 = FloatVector.broadcast(S, a[a0 + t]);
            sum00 = f0.fma(w0, sum00);
            FloatVector f1 = FloatVector.broadcast(S, a[a1 + t]);
            sum10 = f1.fma(w0, sum10);
            FloatVector f2 = FloatVector.broadcast(S, a[a2 + t]);
            sum20 = f2.fma(w0, sum20);
            FloatVector f3 = FloatVector.broadcast(S, a[a3 + t]);
            sum30 = f3.fma(w0, sum30);
            FloatVector f4 = FloatVector.broadcast(S, a[a4 + t]);
            sum40 = f4.fma(w0, sum40);
            FloatVector f5 = FloatVector.broadcast(S, a[a5 + t]);
            sum50 = f5.fma(w0, sum50);
        }
        sum00.intoArray(c, c0);
        int c1 = c0 + r1 * cRow;
        sum10.intoArray(c, c1);
        int c2 = c0 + r2 * cRow;
        sum20.intoArray(c, c2);
        int c3 = c0 + r3 * cRow;
        sum30.intoArray(c, c3);
        int c4 = c0 + r4 * cRow;
        sum40.intoArray(c, c4);
        int c5 = c0 + r5 * cRow;
        sum50.intoArray(c, c5);
    }
}
