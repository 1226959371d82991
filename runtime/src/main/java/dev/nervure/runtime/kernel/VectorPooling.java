package dev.nervure.runtime.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Pooling} in vectors. A vector may reach beyond its row: what it writes there is of the next row, which is
 * written later.
 */
final class VectorPooling {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    /** The even lanes of a vector, in both halves of the result; the odd ones. */
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % N);

    private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(S, i -> 2 * i % N + 1);

    private static final VectorMask<Float> SECOND_HALF = VectorMask.fromLong(S, -1L << N / 2);

    /** Each lane of the first half twice. */
    private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(S, i -> i / 2);

    /** The other lane of each pair. */
    private static final VectorShuffle<Float> OTHER = VectorShuffle.fromOp(S, i -> i ^ 1);

    private static final FloatVector ZERO = FloatVector.zero(S);

    /** 1 in the second lane of each pair. */
    private static final FloatVector SECOND = ZERO.addIndex(1).rearrange(VectorShuffle.fromOp(S, i -> i & 1));

    private VectorPooling() {}

    static void max(float[] x, float[] y, int planes, int height, int width) {
        int rows = height / 2;
        int columns = width / 2;
        int values = planes * height * width;
        int results = planes * rows * columns;
        for (int p = 0; p < planes; p++) {
            for (int i = 0; i < rows; i++) {
                int above = (p * height + 2 * i) * width;
                int to = (p * rows + i) * columns;
                int j = 0;
                while (j < columns && above + 2 * j + width + 2 * N <= values && to + j + N <= results) {
                    maxOfVector(x, above + 2 * j, width).intoArray(y, to + j);
                    j += N;
                }
                PortablePooling.maxOfRow(x, above, width, y, to, j);
            }
        }
    }

    private static FloatVector maxOfVector(float[] x, int at, int width) {
        FloatVector first = FloatVector.fromArray(S, x, at).max(FloatVector.fromArray(S, x, at + width));
        FloatVector second = FloatVector.fromArray(S, x, at + N).max(FloatVector.fromArray(S, x, at + width + N));
        FloatVector even = first.rearrange(EVEN).blend(second.rearrange(EVEN), SECOND_HALF);
        FloatVector odd = first.rearrange(ODD).blend(second.rearrange(ODD), SECOND_HALF);
        return even.max(odd);
    }

    static void maxGradient(float[] dy, float[] x, float[] y, float[] dx, int planes, int height, int width) {
        int columns = width / 2;
        for (int p = 0; p < planes; p++) {
            int plane = p * height * width;
            for (int i = 0; i < height / 2; i++) {
                int above = plane + 2 * i * width;
                int from = (p * (height / 2) + i) * columns;
                int end = Math.min(
                        columns,
                        Math.min(
                                        (planes * height * width - N - width - above) / 2,
                                        planes * (height / 2) * columns - N - from)
                                + 1);
                int vectors = Math.max(0, (end + N / 2 - 1) / (N / 2)) * (N / 2);
                for (int j = 0; j < vectors; j += N / 2) {
                    rowAbove(dy, x, y, from + j, dx, above + 2 * j);
                }
                for (int j = 0; j < vectors; j += N / 2) {
                    rowBelow(dy, x, y, from + j, dx, above + 2 * j, width);
                }
                int done = 2 * Math.min(vectors, columns);
                Arrays.fill(dx, above + done, above + width, 0f);
                Arrays.fill(dx, above + width + done, above + 2 * width, 0f);
                PortablePooling.addToRows(dy, x, y, from, dx, above, width, vectors);
            }
            if (height % 2 == 1) {
                Arrays.fill(dx, plane + (height - 1) * width, plane + height * width, 0f);
            }
        }
    }

    private static void rowAbove(float[] dy, float[] x, float[] y, int from, float[] dx, int at) {
        FloatVector max = FloatVector.fromArray(S, y, from).rearrange(TWICE);
        where(first(FloatVector.fromArray(S, x, at), max), dy, from).intoArray(dx, at);
    }

    private static void rowBelow(float[] dy, float[] x, float[] y, int from, float[] dx, int at, int width) {
        FloatVector max = FloatVector.fromArray(S, y, from).rearrange(TWICE);
        FloatVector above = first(FloatVector.fromArray(S, x, at), max);
        FloatVector below = first(FloatVector.fromArray(S, x, at + width), max);
        FloatVector taken = above.add(above.rearrange(OTHER));
        where(below.sub(below.mul(taken)), dy, from).intoArray(dx, at + width);
    }

    /** 1 where a lane is the first of its pair to be the maximum, 0 elsewhere. */
    private static FloatVector first(FloatVector x, FloatVector max) {
        FloatVector is = ZERO.blend(1f, x.compare(VectorOperators.EQ, max));
        return is.sub(is.mul(is.rearrange(OTHER)).mul(SECOND));
    }

    private static FloatVector where(FloatVector one, float[] dy, int from) {
        return ZERO.blend(FloatVector.fromArray(S, dy, from).rearrange(TWICE), one.compare(VectorOperators.GT, 0f));
    }
}
