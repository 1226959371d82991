package dev.nervure.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner blocks of the vector products, {@code c[m][j] = start[m][j] + Σₖ a[m][k] · b[k][j]}, with the sums in registers.
 * Element {@code (m, k)} of {@code a} is at {@code a0 + m * aRow + k * aTerm}, row {@code k} of {@code b} at
 * {@code b0 + k * bTerm}, row {@code m} of {@code c} at {@code c0 + m * cRow}, and so for {@code start}. Each sum adds its
 * terms in their order, in every block, so a row's result does not depend on the block it falls in.
 */
final class VectorBlocks {
    /** Rows of a block. */
    static final int ROWS = 6;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private VectorBlocks() {}

    /**
     * Six rows by four vectors: 24 sums, 4 factors and a broadcast fill the 32 registers. A block of fewer rows works on
     * its last row several times, to the same result.
     */
    static void block6x4(
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
            int cRow,
            boolean relu) {
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
        int t = 0;
        int from = b0;
        for (int k = 0; k < terms; k++) {
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
            t += aTerm;
            from += bTerm;
        }
        if (relu) {
            sum00 = sum00.max(0f);
            sum01 = sum01.max(0f);
            sum02 = sum02.max(0f);
            sum03 = sum03.max(0f);
            sum10 = sum10.max(0f);
            sum11 = sum11.max(0f);
            sum12 = sum12.max(0f);
            sum13 = sum13.max(0f);
            sum20 = sum20.max(0f);
            sum21 = sum21.max(0f);
            sum22 = sum22.max(0f);
            sum23 = sum23.max(0f);
            sum30 = sum30.max(0f);
            sum31 = sum31.max(0f);
            sum32 = sum32.max(0f);
            sum33 = sum33.max(0f);
            sum40 = sum40.max(0f);
            sum41 = sum41.max(0f);
            sum42 = sum42.max(0f);
            sum43 = sum43.max(0f);
            sum50 = sum50.max(0f);
            sum51 = sum51.max(0f);
            sum52 = sum52.max(0f);
            sum53 = sum53.max(0f);
        }
        sum00.intoArray(c, c0);
        sum01.intoArray(c, c0 + N);
        sum02.intoArray(c, c0 + 2 * N);
        sum03.intoArray(c, c0 + 3 * N);
        int at1 = c0 + r1 * cRow;
        sum10.intoArray(c, at1);
        sum11.intoArray(c, at1 + N);
        sum12.intoArray(c, at1 + 2 * N);
        sum13.intoArray(c, at1 + 3 * N);
        int at2 = c0 + r2 * cRow;
        sum20.intoArray(c, at2);
        sum21.intoArray(c, at2 + N);
        sum22.intoArray(c, at2 + 2 * N);
        sum23.intoArray(c, at2 + 3 * N);
        int at3 = c0 + r3 * cRow;
        sum30.intoArray(c, at3);
        sum31.intoArray(c, at3 + N);
        sum32.intoArray(c, at3 + 2 * N);
        sum33.intoArray(c, at3 + 3 * N);
        int at4 = c0 + r4 * cRow;
        sum40.intoArray(c, at4);
        sum41.intoArray(c, at4 + N);
        sum42.intoArray(c, at4 + 2 * N);
        sum43.intoArray(c, at4 + 3 * N);
        int at5 = c0 + r5 * cRow;
        sum50.intoArray(c, at5);
        sum51.intoArray(c, at5 + N);
        sum52.intoArray(c, at5 + 2 * N);
        sum53.intoArray(c, at5 + 3 * N);
    }

    /** 6 rows by 2 vectors. */
    static void block6x2(
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
            int cRow,
            boolean relu) {
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
        int t = 0;
        int from = b0;
        for (int k = 0; k < terms; k++) {
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
            t += aTerm;
            from += bTerm;
        }
        if (relu) {
            sum00 = sum00.max(0f);
            sum01 = sum01.max(0f);
            sum10 = sum10.max(0f);
            sum11 = sum11.max(0f);
            sum20 = sum20.max(0f);
            sum21 = sum21.max(0f);
            sum30 = sum30.max(0f);
            sum31 = sum31.max(0f);
            sum40 = sum40.max(0f);
            sum41 = sum41.max(0f);
            sum50 = sum50.max(0f);
            sum51 = sum51.max(0f);
        }
        sum00.intoArray(c, c0);
        sum01.intoArray(c, c0 + N);
        int at1 = c0 + r1 * cRow;
        sum10.intoArray(c, at1);
        sum11.intoArray(c, at1 + N);
        int at2 = c0 + r2 * cRow;
        sum20.intoArray(c, at2);
        sum21.intoArray(c, at2 + N);
        int at3 = c0 + r3 * cRow;
        sum30.intoArray(c, at3);
        sum31.intoArray(c, at3 + N);
        int at4 = c0 + r4 * cRow;
        sum40.intoArray(c, at4);
        sum41.intoArray(c, at4 + N);
        int at5 = c0 + r5 * cRow;
        sum50.intoArray(c, at5);
        sum51.intoArray(c, at5 + N);
    }

    /** 6 rows by 1 vector. */
    static void block6x1(
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
            int cRow,
            boolean relu) {
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
        int t = 0;
        int from = b0;
        for (int k = 0; k < terms; k++) {
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
            t += aTerm;
            from += bTerm;
        }
        if (relu) {
            sum00 = sum00.max(0f);
            sum10 = sum10.max(0f);
            sum20 = sum20.max(0f);
            sum30 = sum30.max(0f);
            sum40 = sum40.max(0f);
            sum50 = sum50.max(0f);
        }
        sum00.intoArray(c, c0);
        int at1 = c0 + r1 * cRow;
        sum10.intoArray(c, at1);
        int at2 = c0 + r2 * cRow;
        sum20.intoArray(c, at2);
        int at3 = c0 + r3 * cRow;
        sum30.intoArray(c, at3);
        int at4 = c0 + r4 * cRow;
        sum40.intoArray(c, at4);
        int at5 = c0 + r5 * cRow;
        sum50.intoArray(c, at5);
    }

    /** One row by two panels, of four vectors each: eight sums, as four alone do not hide the latency of the additions. */
    static void row1x8(
            float[] a,
            int a0,
            int terms,
            float[] b,
            float[] d,
            float[] start,
            int s0,
            float[] c,
            int c0,
            boolean relu) {
        FloatVector sum0 = FloatVector.fromArray(S, start, s0);
        FloatVector sum1 = FloatVector.fromArray(S, start, s0 + N);
        FloatVector sum2 = FloatVector.fromArray(S, start, s0 + 2 * N);
        FloatVector sum3 = FloatVector.fromArray(S, start, s0 + 3 * N);
        FloatVector sum4 = FloatVector.fromArray(S, start, s0 + 4 * N);
        FloatVector sum5 = FloatVector.fromArray(S, start, s0 + 5 * N);
        FloatVector sum6 = FloatVector.fromArray(S, start, s0 + 6 * N);
        FloatVector sum7 = FloatVector.fromArray(S, start, s0 + 7 * N);
        int from = 0;
        for (int k = 0; k < terms; k++) {
            FloatVector f = FloatVector.broadcast(S, a[a0 + k]);
            sum0 = f.fma(FloatVector.fromArray(S, b, from), sum0);
            sum1 = f.fma(FloatVector.fromArray(S, b, from + N), sum1);
            sum2 = f.fma(FloatVector.fromArray(S, b, from + 2 * N), sum2);
            sum3 = f.fma(FloatVector.fromArray(S, b, from + 3 * N), sum3);
            sum4 = f.fma(FloatVector.fromArray(S, d, from), sum4);
            sum5 = f.fma(FloatVector.fromArray(S, d, from + N), sum5);
            sum6 = f.fma(FloatVector.fromArray(S, d, from + 2 * N), sum6);
            sum7 = f.fma(FloatVector.fromArray(S, d, from + 3 * N), sum7);
            from += 4 * N;
        }
        if (relu) {
            sum0 = sum0.max(0f);
            sum1 = sum1.max(0f);
            sum2 = sum2.max(0f);
            sum3 = sum3.max(0f);
            sum4 = sum4.max(0f);
            sum5 = sum5.max(0f);
            sum6 = sum6.max(0f);
            sum7 = sum7.max(0f);
        }
        sum0.intoArray(c, c0);
        sum1.intoArray(c, c0 + N);
        sum2.intoArray(c, c0 + 2 * N);
        sum3.intoArray(c, c0 + 3 * N);
        sum4.intoArray(c, c0 + 4 * N);
        sum5.intoArray(c, c0 + 5 * N);
        sum6.intoArray(c, c0 + 6 * N);
        sum7.intoArray(c, c0 + 7 * N);
    }

    /** One row by two panels, of four and of two vectors. */
    static void row1x6(
            float[] a,
            int a0,
            int terms,
            float[] b,
            float[] d,
            float[] start,
            int s0,
            float[] c,
            int c0,
            boolean relu) {
        FloatVector sum0 = FloatVector.fromArray(S, start, s0);
        FloatVector sum1 = FloatVector.fromArray(S, start, s0 + N);
        FloatVector sum2 = FloatVector.fromArray(S, start, s0 + 2 * N);
        FloatVector sum3 = FloatVector.fromArray(S, start, s0 + 3 * N);
        FloatVector sum4 = FloatVector.fromArray(S, start, s0 + 4 * N);
        FloatVector sum5 = FloatVector.fromArray(S, start, s0 + 5 * N);
        int from = 0;
        int second = 0;
        for (int k = 0; k < terms; k++) {
            FloatVector f = FloatVector.broadcast(S, a[a0 + k]);
            sum0 = f.fma(FloatVector.fromArray(S, b, from), sum0);
            sum1 = f.fma(FloatVector.fromArray(S, b, from + N), sum1);
            sum2 = f.fma(FloatVector.fromArray(S, b, from + 2 * N), sum2);
            sum3 = f.fma(FloatVector.fromArray(S, b, from + 3 * N), sum3);
            sum4 = f.fma(FloatVector.fromArray(S, d, second), sum4);
            sum5 = f.fma(FloatVector.fromArray(S, d, second + N), sum5);
            from += 4 * N;
            second += 2 * N;
        }
        if (relu) {
            sum0 = sum0.max(0f);
            sum1 = sum1.max(0f);
            sum2 = sum2.max(0f);
            sum3 = sum3.max(0f);
            sum4 = sum4.max(0f);
            sum5 = sum5.max(0f);
        }
        sum0.intoArray(c, c0);
        sum1.intoArray(c, c0 + N);
        sum2.intoArray(c, c0 + 2 * N);
        sum3.intoArray(c, c0 + 3 * N);
        sum4.intoArray(c, c0 + 4 * N);
        sum5.intoArray(c, c0 + 5 * N);
    }

    /** One row by 4 vectors. */
    static void row1x4(
            float[] a, int a0, int terms, float[] b, int b0, float[] start, int s0, float[] c, int c0, boolean relu) {
        FloatVector sum0 = FloatVector.fromArray(S, start, s0);
        FloatVector sum1 = FloatVector.fromArray(S, start, s0 + N);
        FloatVector sum2 = FloatVector.fromArray(S, start, s0 + 2 * N);
        FloatVector sum3 = FloatVector.fromArray(S, start, s0 + 3 * N);
        int from = b0;
        for (int k = 0; k < terms; k++) {
            FloatVector f = FloatVector.broadcast(S, a[a0 + k]);
            sum0 = f.fma(FloatVector.fromArray(S, b, from), sum0);
            sum1 = f.fma(FloatVector.fromArray(S, b, from + N), sum1);
            sum2 = f.fma(FloatVector.fromArray(S, b, from + 2 * N), sum2);
            sum3 = f.fma(FloatVector.fromArray(S, b, from + 3 * N), sum3);
            from += 4 * N;
        }
        if (relu) {
            sum0 = sum0.max(0f);
            sum1 = sum1.max(0f);
            sum2 = sum2.max(0f);
            sum3 = sum3.max(0f);
        }
        sum0.intoArray(c, c0);
        sum1.intoArray(c, c0 + N);
        sum2.intoArray(c, c0 + 2 * N);
        sum3.intoArray(c, c0 + 3 * N);
    }

    /** One row by 2 vectors. */
    static void row1x2(
            float[] a, int a0, int terms, float[] b, int b0, float[] start, int s0, float[] c, int c0, boolean relu) {
        FloatVector sum0 = FloatVector.fromArray(S, start, s0);
        FloatVector sum1 = FloatVector.fromArray(S, start, s0 + N);
        int from = b0;
        for (int k = 0; k < terms; k++) {
            FloatVector f = FloatVector.broadcast(S, a[a0 + k]);
            sum0 = f.fma(FloatVector.fromArray(S, b, from), sum0);
            sum1 = f.fma(FloatVector.fromArray(S, b, from + N), sum1);
            from += 2 * N;
        }
        if (relu) {
            sum0 = sum0.max(0f);
            sum1 = sum1.max(0f);
        }
        sum0.intoArray(c, c0);
        sum1.intoArray(c, c0 + N);
    }

    /** One row by 1 vector. */
    static void row1x1(
            float[] a, int a0, int terms, float[] b, int b0, float[] start, int s0, float[] c, int c0, boolean relu) {
        FloatVector sum0 = FloatVector.fromArray(S, start, s0);
        int from = b0;
        for (int k = 0; k < terms; k++) {
            FloatVector f = FloatVector.broadcast(S, a[a0 + k]);
            sum0 = f.fma(FloatVector.fromArray(S, b, from), sum0);
            from += N;
        }
        if (relu) {
            sum0 = sum0.max(0f);
        }
        sum0.intoArray(c, c0);
    }

    /** {@code c[i] += d · b[i]} for each of {@code count} rows of {@code b}, {@code width} values each. */
    static void dots(float[] d, int d0, float[] b, int width, int count, float[] c, int c0, float[] buffer) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            FloatVector sum = FloatVector.zero(S);
            for (int v = 0; v < width; v += N) {
                sum = FloatVector.fromArray(S, d, d0 + v).fma(FloatVector.fromArray(S, b, from + v), sum);
            }
            c[c0 + i] += total(sum, buffer);
            from += width;
        }
    }

    static float dot(float[] a, int a0, float[] b, int b0, int n, float[] buffer) {
        FloatVector sum = FloatVector.zero(S);
        int k = 0;
        for (; k + N <= n; k += N) {
            sum = FloatVector.fromArray(S, a, a0 + k).fma(FloatVector.fromArray(S, b, b0 + k), sum);
        }
        float total = total(sum, buffer);
        for (; k < n; k++) {
            total = Fma.add(a[a0 + k], b[b0 + k], total);
        }
        return total;
    }

    /** The sum of the lanes in a fixed order, which {@code reduceLanes} does not promise. */
    static float total(FloatVector v, float[] buffer) {
        v.intoArray(buffer, 0);
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int k = 0; k < N; k += 4) {
            s0 += buffer[k];
            s1 += buffer[k + 1];
            s2 += buffer[k + 2];
            s3 += buffer[k + 3];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
