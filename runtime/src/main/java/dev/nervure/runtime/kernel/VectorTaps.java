package dev.nervure.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner blocks of the vector convolutions, {@code c[m][v] = start[m] + Σₜ a[t][m] · b[v + tapₜ]} for three vectors
 * {@code v} of results that may lie anywhere: at {@code b0}, {@code b1}, {@code b2} in the planes and at {@code c0},
 * {@code c1}, {@code c2} in the output.
 */
final class VectorTaps {
    static final int ROWS = 4;
    static final int VECTORS = 3;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;

    private VectorTaps() {}

    /** Four rows by three vectors. A block of fewer rows works on its last row several times, to the same result. */
    static void block4x3(
            float[] a,
            int a0,
            int aTerm,
            int rows,
            float[] b,
            int b0,
            int b1,
            int b2,
            int[] taps,
            float[] start,
            int s0,
            float[] c,
            int c0,
            int c1,
            int c2,
            int cRow,
            boolean relu) {
        int r1 = Math.min(1, rows - 1);
        int r2 = Math.min(2, rows - 1);
        int r3 = Math.min(3, rows - 1);
        FloatVector sum00 = FloatVector.broadcast(S, start[s0]);
        FloatVector sum01 = sum00;
        FloatVector sum02 = sum00;
        FloatVector sum10 = FloatVector.broadcast(S, start[s0 + r1]);
        FloatVector sum11 = sum10;
        FloatVector sum12 = sum10;
        FloatVector sum20 = FloatVector.broadcast(S, start[s0 + r2]);
        FloatVector sum21 = sum20;
        FloatVector sum22 = sum20;
        FloatVector sum30 = FloatVector.broadcast(S, start[s0 + r3]);
        FloatVector sum31 = sum30;
        FloatVector sum32 = sum30;
        int at = a0;
        for (int tap : taps) {
            FloatVector x0 = FloatVector.fromArray(S, b, b0 + tap);
            FloatVector x1 = FloatVector.fromArray(S, b, b1 + tap);
            FloatVector x2 = FloatVector.fromArray(S, b, b2 + tap);
            FloatVector f0 = FloatVector.broadcast(S, a[at]);
            sum00 = f0.fma(x0, sum00);
            sum01 = f0.fma(x1, sum01);
            sum02 = f0.fma(x2, sum02);
            FloatVector f1 = FloatVector.broadcast(S, a[at + r1]);
            sum10 = f1.fma(x0, sum10);
            sum11 = f1.fma(x1, sum11);
            sum12 = f1.fma(x2, sum12);
            FloatVector f2 = FloatVector.broadcast(S, a[at + r2]);
            sum20 = f2.fma(x0, sum20);
            sum21 = f2.fma(x1, sum21);
            sum22 = f2.fma(x2, sum22);
            FloatVector f3 = FloatVector.broadcast(S, a[at + r3]);
            sum30 = f3.fma(x0, sum30);
            sum31 = f3.fma(x1, sum31);
            sum32 = f3.fma(x2, sum32);
            at += aTerm;
        }
        if (relu) {
            sum00 = sum00.max(0f);
            sum01 = sum01.max(0f);
            sum02 = sum02.max(0f);
            sum10 = sum10.max(0f);
            sum11 = sum11.max(0f);
            sum12 = sum12.max(0f);
            sum20 = sum20.max(0f);
            sum21 = sum21.max(0f);
            sum22 = sum22.max(0f);
            sum30 = sum30.max(0f);
            sum31 = sum31.max(0f);
            sum32 = sum32.max(0f);
        }
        sum00.intoArray(c, c0);
        sum01.intoArray(c, c1);
        sum02.intoArray(c, c2);
        sum10.intoArray(c, c0 + r1 * cRow);
        sum11.intoArray(c, c1 + r1 * cRow);
        sum12.intoArray(c, c2 + r1 * cRow);
        sum20.intoArray(c, c0 + r2 * cRow);
        sum21.intoArray(c, c1 + r2 * cRow);
        sum22.intoArray(c, c2 + r2 * cRow);
        sum30.intoArray(c, c0 + r3 * cRow);
        sum31.intoArray(c, c1 + r3 * cRow);
        sum32.intoArray(c, c2 + r3 * cRow);
    }

    /** One row by three vectors. */
    static void block1x3(
            float[] a,
            int a0,
            int aTerm,
            float[] b,
            int b0,
            int b1,
            int b2,
            int[] taps,
            float[] start,
            int s0,
            float[] c,
            int c0,
            int c1,
            int c2,
            boolean relu) {
        FloatVector sum00 = FloatVector.broadcast(S, start[s0]);
        FloatVector sum01 = sum00;
        FloatVector sum02 = sum00;
        int at = a0;
        for (int tap : taps) {
            FloatVector x0 = FloatVector.fromArray(S, b, b0 + tap);
            FloatVector x1 = FloatVector.fromArray(S, b, b1 + tap);
            FloatVector x2 = FloatVector.fromArray(S, b, b2 + tap);
            FloatVector f0 = FloatVector.broadcast(S, a[at]);
            sum00 = f0.fma(x0, sum00);
            sum01 = f0.fma(x1, sum01);
            sum02 = f0.fma(x2, sum02);
            at += aTerm;
        }
        if (relu) {
            sum00 = sum00.max(0f);
            sum01 = sum01.max(0f);
            sum02 = sum02.max(0f);
        }
        sum00.intoArray(c, c0);
        sum01.intoArray(c, c1);
        sum02.intoArray(c, c2);
    }
}
