package dev.nervure.runtime.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies samples to their planes, where {@link Taps#fill} takes too long: the rows of small images are shorter than a call
 * of {@code System.arraycopy} is worth, and even and odd columns part in a loop. A vector with zeros after a row's last
 * value is written into the gap between the rows, and over the beginning of rows that are copied later.
 */
final class VectorPlanes {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final VectorSpecies<Integer> BITS = VectorSpecies.of(int.class, S.vectorShape());
    private static final int N = Lanes.COUNT;

    /** All ones for a vector's lanes, and zeros for as many. */
    private static final int[] KEPT = new int[2 * N];

    static {
        Arrays.fill(KEPT, 0, N, -1);
    }

    private final Taps taps;
    /** One or, where even and odd columns part, two. */
    private final int step;
    /** The vectors of a channel: where they are read and written, and how many of their values are of the row. */
    private final int[] from;

    private final int[] to;
    private final int[] count;

    VectorPlanes(Taps taps) {
        this.taps = taps;
        this.step = taps.halvedRows() ? 2 : 1;
        int[][] vectors = suits(taps) ? vectors() : new int[3][0];
        this.from = vectors[0];
        this.to = vectors[1];
        this.count = vectors[2];
    }

    private static boolean suits(Taps taps) {
        return taps.halvedRows() || taps.wholeRows() && taps.columns >= N / 4 && taps.columns <= 2 * N;
    }

    /** Plane by plane, as they lie one after the other. */
    private int[][] vectors() {
        int[][] vectors = new int[3][step * taps.rows.length * (taps.columns / N + 1)];
        int v = 0;
        int end = taps.firstColumn + taps.columns;
        for (int plane = 0; plane < step; plane++) {
            for (int h : taps.rows) {
                for (int w = step == 1 ? taps.firstColumn : taps.firstColumn(plane); w < end; w += N) {
                    vectors[0][v] = taps.sourceOf(h, w);
                    vectors[1][v] = taps.placeOf(h, w);
                    vectors[2][v++] = (Math.min(N, end - w) + step - 1) / step;
                }
            }
        }
        for (int k = 0; k < vectors.length; k++) {
            vectors[k] = Arrays.copyOf(vectors[k], v);
        }
        return vectors;
    }

    void fill(float[] source, int offset, float[] planes) {
        if (from.length == 0) {
            taps.fill(source, offset, planes);
            return;
        }
        for (int c = 0; c < taps.channels; c++) {
            int s0 = offset + c * taps.sourceSize();
            int p0 = c * taps.channelSize;
            if (step == 1) {
                copy(source, s0, planes, p0);
            } else {
                copyEverySecond(source, s0, planes, p0);
            }
        }
    }

    private void copy(float[] source, int s0, float[] planes, int p0) {
        int last = source.length - s0 - N;
        for (int v = 0; v < from.length; v++) {
            if (from[v] <= last) {
                // Read anew for each vector: JDK 17 makes an object of one that lives across the copy below.
                IntVector kept = IntVector.fromArray(BITS, KEPT, N - count[v]);
                IntVector bits = FloatVector.fromArray(S, source, s0 + from[v]).reinterpretAsInts();
                bits.and(kept).reinterpretAsFloats().intoArray(planes, p0 + to[v]);
            } else {
                System.arraycopy(source, s0 + from[v], planes, p0 + to[v], count[v]);
            }
        }
    }

    private void copyEverySecond(float[] source, int s0, float[] planes, int p0) {
        int last = source.length - s0 - N;
        for (int v = 0; v < from.length; v++) {
            if (from[v] <= last) {
                IntVector kept = IntVector.fromArray(BITS, KEPT, N - count[v]);
                IntVector bits = VectorPooling.lefts(FloatVector.fromArray(S, source, s0 + from[v]))
                        .reinterpretAsInts();
                bits.and(kept).reinterpretAsFloats().intoArray(planes, p0 + to[v]);
            } else {
                for (int k = 0; k < count[v]; k++) {
                    planes[p0 + to[v] + k] = source[s0 + from[v] + 2 * k];
                }
            }
        }
    }
}
