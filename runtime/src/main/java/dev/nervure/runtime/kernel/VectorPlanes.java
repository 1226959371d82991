package dev.nervure.runtime.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies samples to their planes. The rows of small images are shorter than a call of {@code System.arraycopy} is worth. A
 * row shorter than a vector is copied with zeros after it: into the gap between the rows, and over the beginning of rows
 * that are copied later.
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

    private VectorPlanes() {}

    /** As {@link Taps#fill}. */
    static void fill(Taps taps, float[] source, int offset, float[] planes) {
        int columns = taps.columns;
        if (!taps.wholeRows() || columns < N / 4 || columns > 2 * N) {
            taps.fill(source, offset, planes);
        } else if (columns < N) {
            fillPartly(taps, source, offset, planes);
        } else {
            fillTwice(taps, source, offset, planes);
        }
    }

    /** By two vectors a row, which overlap. */
    private static void fillTwice(Taps taps, float[] source, int offset, float[] planes) {
        int second = taps.columns - N;
        for (int c = 0; c < taps.channels; c++) {
            for (int h : taps.rows) {
                int from = taps.sourceOf(offset, c, h);
                int to = taps.placeOf(c, h);
                FloatVector.fromArray(S, source, from).intoArray(planes, to);
                FloatVector.fromArray(S, source, from + second).intoArray(planes, to + second);
            }
        }
    }

    private static void fillPartly(Taps taps, float[] source, int offset, float[] planes) {
        int last = source.length - N;
        for (int c = 0; c < taps.channels; c++) {
            for (int h : taps.rows) {
                int from = taps.sourceOf(offset, c, h);
                int to = taps.placeOf(c, h);
                if (from <= last) {
                    // Read anew for each row: JDK 17 makes an object of a vector that lives across the copy below.
                    IntVector kept = IntVector.fromArray(BITS, KEPT, N - taps.columns);
                    IntVector bits = FloatVector.fromArray(S, source, from).reinterpretAsInts();
                    bits.and(kept).reinterpretAsFloats().intoArray(planes, to);
                } else {
                    System.arraycopy(source, from, planes, to, taps.columns);
                }
            }
        }
    }
}
