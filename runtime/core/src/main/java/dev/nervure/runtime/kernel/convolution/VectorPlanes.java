package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies samples to their planes, where {@link Taps#fill} takes too long: the rows of small images are shorter than a call
 * of {@code System.arraycopy} is worth, and even and odd columns part in a loop. A row's last vector ends in zeros, which
 * are written into the gap between the rows, and over the beginning of rows that are copied later.
 */
final class VectorPlanes {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final VectorSpecies<Integer> BITS = VectorSpecies.of(int.class, S.vectorShape());
    private static final int N = Lanes.COUNT;
    private static final VectorMask<Float> SECOND_HALF = secondHalf();

    /** All ones for a vector's lanes, and zeros for as many. */
    private static final int[] KEPT = new int[2 * N];

    static {
        Arrays.fill(KEPT, 0, N, -1);
    }

    private final Taps taps;
    /** One or, where even and odd columns part, two. */
    private final int step;
    /** Of a channel, plane by plane, as they lie one after the other. */
    private final Run[] runs;

    /** Vectors at equal distances, each of so many values: the rows of a plane, or the vectors of a row. */
    private record Run(int from, int fromStep, int to, int toStep, int vectors, int values) {}

    private static VectorMask<Float> secondHalf() {
        boolean[] set = new boolean[N];
        Arrays.fill(set, N / 2, N, true);
        return VectorMask.fromArray(S, set, 0);
    }

    VectorPlanes(Taps taps) {
        this.taps = taps;
        this.step = taps.halvedRows() ? 2 : 1;
        List<Run> list = new ArrayList<>();
        if (taps.halvedRows() || taps.wholeRows()) {
            for (int plane = 0; plane < step; plane++) {
                addPlane(step == 1 ? taps.firstColumn : taps.firstColumn(plane), list);
            }
        }
        this.runs = list.toArray(new Run[0]);
    }

    private void addPlane(int column, List<Run> list) {
        int values = (taps.firstColumn + taps.columns - column + step - 1) / step;
        int[] rows = taps.rows;
        for (int r = 0; r < rows.length && values > 0; ) {
            int from = taps.sourceOf(rows[r], column);
            int to = taps.placeOf(rows[r], column);
            if (values > N) {
                int whole = values / N;
                list.add(new Run(from, step * N, to, N, whole, N));
                if (values % N > 0) {
                    list.add(new Run(from + whole * step * N, 0, to + whole * N, 0, 1, values % N));
                }
                r++;
            } else {
                int first = r++;
                int fromStep = 0;
                int toStep = 0;
                if (r < rows.length && rows[r] > rows[first]) {
                    fromStep = taps.sourceOf(rows[r], column) - from;
                    toStep = taps.placeOf(rows[r], column) - to;
                }
                while (fromStep > 0
                        && r < rows.length
                        && taps.sourceOf(rows[r], column) == from + (r - first) * fromStep
                        && taps.placeOf(rows[r], column) == to + (r - first) * toStep) {
                    r++;
                }
                list.add(new Run(from, fromStep, to, toStep, r - first, values));
            }
        }
    }

    void fill(float[] source, int offset, float[] planes) {
        if (runs.length == 0) {
            taps.fill(source, offset, planes);
            return;
        }
        for (int c = 0; c < taps.channels; c++) {
            for (Run run : runs) {
                int from = offset + c * taps.sourceSize() + run.from;
                int to = c * taps.channelSize + run.to;
                int count = run.vectors;
                while (count > 0 && from + (count - 1) * run.fromStep + step * N > source.length) {
                    count--;
                }
                if (step == 1) {
                    copy(source, from, run.fromStep, planes, to, run.toStep, count, run.values);
                } else {
                    copyEverySecond(source, from, run.fromStep, planes, to, run.toStep, count, run.values);
                }
                for (int v = count; v < run.vectors; v++) {
                    for (int k = 0; k < run.values; k++) {
                        planes[to + v * run.toStep + k] = source[from + v * run.fromStep + step * k];
                    }
                }
            }
        }
    }

    private static void copy(
            float[] source, int from, int fromStep, float[] planes, int to, int toStep, int count, int values) {
        for (int v = 0; v < count; v++) {
            IntVector kept = IntVector.fromArray(BITS, KEPT, N - values);
            IntVector bits =
                    FloatVector.fromArray(S, source, from + v * fromStep).reinterpretAsInts();
            bits.and(kept).reinterpretAsFloats().intoArray(planes, to + v * toStep);
        }
    }

    private static void copyEverySecond(
            float[] source, int from, int fromStep, float[] planes, int to, int toStep, int count, int values) {
        for (int v = 0; v < count; v++) {
            IntVector kept = IntVector.fromArray(BITS, KEPT, N - values);
            int at = from + v * fromStep;
            FloatVector first = FloatVector.fromArray(S, source, at).rearrange(VectorPooling.LEFT);
            FloatVector second = FloatVector.fromArray(S, source, at + N).rearrange(VectorPooling.LEFT);
            IntVector bits = first.blend(second, SECOND_HALF).reinterpretAsInts();
            bits.and(kept).reinterpretAsFloats().intoArray(planes, to + v * toStep);
        }
    }
}
