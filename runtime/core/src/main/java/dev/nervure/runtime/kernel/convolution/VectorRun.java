package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors at equal distances that are copied one after the other, each of so many values; what is left of a vector becomes
 * zeros in the target. Offsets and distances are in floats.
 *
 * @param from where the first begins in the source
 * @param fromStep from one to the next there
 * @param stride from one value to the next there
 * @param to where the first begins in the target
 * @param toStep from one to the next there
 * @param vectors how many
 * @param values of each, at most a vector
 */
record VectorRun(int from, int fromStep, int stride, int to, int toStep, int vectors, int values) {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final VectorSpecies<Integer> BITS = VectorSpecies.of(int.class, S.vectorShape());
    private static final int N = Lanes.COUNT;
    private static final VectorMask<Float> SECOND_HALF = secondHalf();

    /** All ones for a vector's lanes, and zeros for as many. */
    private static final int[] KEPT = new int[2 * N];

    static {
        Arrays.fill(KEPT, 0, N, -1);
    }

    private static VectorMask<Float> secondHalf() {
        boolean[] set = new boolean[N];
        Arrays.fill(set, N / 2, N, true);
        return VectorMask.fromArray(S, set, 0);
    }

    /**
     * Adds the runs that copy {@code rows} rows of {@code values} values. Rows of at most a vector are one run, whose zeros
     * are overwritten by the rows after them; of longer rows each run is a column of vectors, and the last overlaps.
     */
    static void addRows(
            int from, int fromRow, int stride, int to, int toRow, int rows, int values, List<VectorRun> runs) {
        if (values <= N) {
            runs.add(new VectorRun(from, fromRow, stride, to, toRow, rows, values));
            return;
        }
        for (int v = 0; v < values; v += N) {
            int first = Math.min(v, values - N);
            runs.add(new VectorRun(from + first * stride, fromRow, stride, to + first, toRow, rows, N));
        }
    }

    /** Copies, by vectors as far as these do not reach beyond the source. */
    void copy(float[] source, int source0, float[] target, int target0) {
        copy(source, source0, 0, target, target0, 0, 1);
    }

    /** The same for several channels, {@code sourceStep} apart in the source and {@code targetStep} in the target. */
    void copy(float[] source, int source0, int sourceStep, float[] target, int target0, int targetStep, int channels) {
        int first = source0 + from;
        int at = target0 + to;
        int inside = stride <= 2 ? channels : 0;
        int reach = (vectors - 1) * fromStep + stride * N;
        while (inside > 0 && first + (inside - 1) * sourceStep + reach > source.length) {
            inside--;
        }
        if (stride == 1) {
            neighbours(source, first, sourceStep, target, at, targetStep, inside);
        } else {
            everySecond(source, first, sourceStep, target, at, targetStep, inside);
        }
        for (int c = inside; c < channels; c++) {
            one(source, first + c * sourceStep, target, at + c * targetStep);
        }
    }

    /** One channel whose last vectors would reach beyond the source. */
    private void one(float[] source, int first, float[] target, int at) {
        for (int v = 0; v < vectors; v++) {
            int begin = first + v * fromStep;
            int end = at + v * toStep;
            for (int k = 0; k < values; k++) {
                target[end + k] = source[begin + stride * k];
            }
        }
    }

    private void neighbours(
            float[] source, int from, int sourceStep, float[] target, int to, int targetStep, int channels) {
        int count = vectors;
        int down = fromStep;
        int below = toStep;
        int mask = N - values;
        for (int c = 0; c < channels; c++) {
            int begin = from + c * sourceStep;
            int end = to + c * targetStep;
            for (int v = 0; v < count; v++) {
                IntVector kept = IntVector.fromArray(BITS, KEPT, mask);
                IntVector bits =
                        FloatVector.fromArray(S, source, begin + v * down).reinterpretAsInts();
                bits.and(kept).reinterpretAsFloats().intoArray(target, end + v * below);
            }
        }
    }

    private void everySecond(
            float[] source, int from, int sourceStep, float[] target, int to, int targetStep, int channels) {
        int count = vectors;
        int down = fromStep;
        int below = toStep;
        int mask = N - values;
        for (int c = 0; c < channels; c++) {
            int begin = from + c * sourceStep;
            int end = to + c * targetStep;
            for (int v = 0; v < count; v++) {
                IntVector kept = IntVector.fromArray(BITS, KEPT, mask);
                int at = begin + v * down;
                FloatVector first = FloatVector.fromArray(S, source, at).rearrange(VectorPooling.LEFT);
                FloatVector second = FloatVector.fromArray(S, source, at + N).rearrange(VectorPooling.LEFT);
                IntVector bits = first.blend(second, SECOND_HALF).reinterpretAsInts();
                bits.and(kept).reinterpretAsFloats().intoArray(target, end + v * below);
            }
        }
    }
}
