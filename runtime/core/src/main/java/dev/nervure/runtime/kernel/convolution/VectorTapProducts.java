package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.VectorBlocks;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner blocks of the gradient of a convolution's weights, {@code c[t] += Σₖ a[tapₜ + k] · b[k]} with the sums in
 * registers: {@code b [terms, vectors]} is the gradient of the output, {@code a} the planes of the input.
 */
final class VectorTapProducts {
    private static final int TAPS = 6;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private VectorTapProducts() {}

    /** For all taps, to rows of {@code cRow} values; at most {@link VectorBlocks#TERMS} terms. */
    static void add(
            int vectors, float[] a, int a0, int[] taps, float[] b, int b0, int terms, float[] c, int c0, int cRow) {
        for (int t = 0; t < taps.length; t += TAPS) {
            if (vectors == 2) {
                block6x2(a, a0, taps, t, b, b0, terms, c, c0, cRow);
            } else {
                block6x1(a, a0, taps, t, b, b0, terms, c, c0, cRow);
            }
        }
    }

    /** Six taps by two vectors. A block of fewer works on its last tap several times, to the same result. */
    private static void block6x2(
            float[] a, int a0, int[] taps, int t, float[] b, int b0, int terms, float[] c, int c0, int cRow) {
        int last = taps.length - 1;
        int t1 = Math.min(t + 1, last);
        int t2 = Math.min(t + 2, last);
        int t3 = Math.min(t + 3, last);
        int t4 = Math.min(t + 4, last);
        int t5 = Math.min(t + 5, last);
        int at0 = a0 + taps[t];
        int at1 = a0 + taps[t1];
        int at2 = a0 + taps[t2];
        int at3 = a0 + taps[t3];
        int at4 = a0 + taps[t4];
        int at5 = a0 + taps[t5];
        int to0 = c0 + t * cRow;
        int to1 = c0 + t1 * cRow;
        int to2 = c0 + t2 * cRow;
        int to3 = c0 + t3 * cRow;
        int to4 = c0 + t4 * cRow;
        int to5 = c0 + t5 * cRow;
        FloatVector sum00 = FloatVector.fromArray(S, c, to0);
        FloatVector sum01 = FloatVector.fromArray(S, c, to0 + N);
        FloatVector sum10 = FloatVector.fromArray(S, c, to1);
        FloatVector sum11 = FloatVector.fromArray(S, c, to1 + N);
        FloatVector sum20 = FloatVector.fromArray(S, c, to2);
        FloatVector sum21 = FloatVector.fromArray(S, c, to2 + N);
        FloatVector sum30 = FloatVector.fromArray(S, c, to3);
        FloatVector sum31 = FloatVector.fromArray(S, c, to3 + N);
        FloatVector sum40 = FloatVector.fromArray(S, c, to4);
        FloatVector sum41 = FloatVector.fromArray(S, c, to4 + N);
        FloatVector sum50 = FloatVector.fromArray(S, c, to5);
        FloatVector sum51 = FloatVector.fromArray(S, c, to5 + N);
        int count = Math.min(terms, VectorBlocks.TERMS);
        for (int k = 0; k < count; k++) {
            FloatVector d0 = FloatVector.fromArray(S, b, b0 + k * (2 * N));
            FloatVector d1 = FloatVector.fromArray(S, b, b0 + k * (2 * N) + N);
            FloatVector x0 = FloatVector.broadcast(S, a[at0 + k]);
            sum00 = x0.fma(d0, sum00);
            sum01 = x0.fma(d1, sum01);
            FloatVector x1 = FloatVector.broadcast(S, a[at1 + k]);
            sum10 = x1.fma(d0, sum10);
            sum11 = x1.fma(d1, sum11);
            FloatVector x2 = FloatVector.broadcast(S, a[at2 + k]);
            sum20 = x2.fma(d0, sum20);
            sum21 = x2.fma(d1, sum21);
            FloatVector x3 = FloatVector.broadcast(S, a[at3 + k]);
            sum30 = x3.fma(d0, sum30);
            sum31 = x3.fma(d1, sum31);
            FloatVector x4 = FloatVector.broadcast(S, a[at4 + k]);
            sum40 = x4.fma(d0, sum40);
            sum41 = x4.fma(d1, sum41);
            FloatVector x5 = FloatVector.broadcast(S, a[at5 + k]);
            sum50 = x5.fma(d0, sum50);
            sum51 = x5.fma(d1, sum51);
        }
        sum00.intoArray(c, to0);
        sum01.intoArray(c, to0 + N);
        sum10.intoArray(c, to1);
        sum11.intoArray(c, to1 + N);
        sum20.intoArray(c, to2);
        sum21.intoArray(c, to2 + N);
        sum30.intoArray(c, to3);
        sum31.intoArray(c, to3 + N);
        sum40.intoArray(c, to4);
        sum41.intoArray(c, to4 + N);
        sum50.intoArray(c, to5);
        sum51.intoArray(c, to5 + N);
    }

    /** Six taps by one vector. A block of fewer works on its last tap several times, to the same result. */
    private static void block6x1(
            float[] a, int a0, int[] taps, int t, float[] b, int b0, int terms, float[] c, int c0, int cRow) {
        int last = taps.length - 1;
        int t1 = Math.min(t + 1, last);
        int t2 = Math.min(t + 2, last);
        int t3 = Math.min(t + 3, last);
        int t4 = Math.min(t + 4, last);
        int t5 = Math.min(t + 5, last);
        int at0 = a0 + taps[t];
        int at1 = a0 + taps[t1];
        int at2 = a0 + taps[t2];
        int at3 = a0 + taps[t3];
        int at4 = a0 + taps[t4];
        int at5 = a0 + taps[t5];
        int to0 = c0 + t * cRow;
        int to1 = c0 + t1 * cRow;
        int to2 = c0 + t2 * cRow;
        int to3 = c0 + t3 * cRow;
        int to4 = c0 + t4 * cRow;
        int to5 = c0 + t5 * cRow;
        FloatVector sum00 = FloatVector.fromArray(S, c, to0);
        FloatVector sum10 = FloatVector.fromArray(S, c, to1);
        FloatVector sum20 = FloatVector.fromArray(S, c, to2);
        FloatVector sum30 = FloatVector.fromArray(S, c, to3);
        FloatVector sum40 = FloatVector.fromArray(S, c, to4);
        FloatVector sum50 = FloatVector.fromArray(S, c, to5);
        int count = Math.min(terms, VectorBlocks.TERMS);
        for (int k = 0; k < count; k++) {
            FloatVector d0 = FloatVector.fromArray(S, b, b0 + k * N);
            FloatVector x0 = FloatVector.broadcast(S, a[at0 + k]);
            sum00 = x0.fma(d0, sum00);
            FloatVector x1 = FloatVector.broadcast(S, a[at1 + k]);
            sum10 = x1.fma(d0, sum10);
            FloatVector x2 = FloatVector.broadcast(S, a[at2 + k]);
            sum20 = x2.fma(d0, sum20);
            FloatVector x3 = FloatVector.broadcast(S, a[at3 + k]);
            sum30 = x3.fma(d0, sum30);
            FloatVector x4 = FloatVector.broadcast(S, a[at4 + k]);
            sum40 = x4.fma(d0, sum40);
            FloatVector x5 = FloatVector.broadcast(S, a[at5 + k]);
            sum50 = x5.fma(d0, sum50);
        }
        sum00.intoArray(c, to0);
        sum10.intoArray(c, to1);
        sum20.intoArray(c, to2);
        sum30.intoArray(c, to3);
        sum40.intoArray(c, to4);
        sum50.intoArray(c, to5);
    }
}
