package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Pooling} in vectors, each of which holds the windows of half as many results. A vector may reach beyond its row:
 * what it writes there is of later rows, which are written later.
 */
final class VectorPooling {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final VectorSpecies<Long> PAIRS = VectorSpecies.of(long.class, S.vectorShape());
    private static final int N = Lanes.COUNT;
    /** Results of a vector. */
    private static final int HALF = N / 2;

    /** The left value of each pair in the first half, with anything after it; the right one. */
    static final VectorShuffle<Float> LEFT = VectorShuffle.fromOp(S, i -> 2 * i % N);

    static final VectorShuffle<Float> RIGHT = VectorShuffle.fromOp(S, i -> 2 * i % N + 1);

    /** Each lane of the first half twice. */
    private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(S, i -> i / 2);

    /** The other lane of each pair. */
    private static final VectorShuffle<Float> OTHER = VectorShuffle.fromOp(S, i -> i ^ 1);

    private VectorPooling() {}

    /** A constant of the code: one in memory would be read anew after each write to an array of floats. */
    private static FloatVector pairs(float left, float right) {
        long bits = (long) Float.floatToRawIntBits(right) << 32 | Float.floatToRawIntBits(left);
        return LongVector.broadcast(PAIRS, bits).reinterpretAsFloats();
    }

    static void max(float[] x, int x0, float[] y, int y0, int planes, int height, int width) {
        int rows = height / 2;
        int columns = width / 2;
        int inVectors = rowsInVectors(planes, height, width, 0);
        int row = 0;
        for (int p = 0; p < planes; p++) {
            for (int i = 0; i < rows; i++) {
                int above = x0 + (p * height + 2 * i) * width;
                int to = y0 + row * columns;
                if (row < inVectors) {
                    for (int j = 0; j < columns; j += HALF) {
                        max(x, above + 2 * j, above + width + 2 * j, y, to + j);
                    }
                } else {
                    PortablePooling.maxOfRow(x, above, above + width, y, to, columns);
                }
                row++;
            }
        }
    }

    private static void max(float[] x, int above, int below, float[] y, int to) {
        FloatVector both = FloatVector.fromArray(S, x, above).max(FloatVector.fromArray(S, x, below));
        both.rearrange(LEFT).max(both.rearrange(RIGHT)).intoArray(y, to);
    }

    /** Rows of results whose last vectors do not reach further beyond the last of all values and results. */
    private static int rowsInVectors(int planes, int height, int width, int beyond) {
        int rows = height / 2;
        int columns = width / 2;
        int vectors = (columns + HALF - 1) / HALF;
        int row = planes * rows - 1;
        while (row >= 0
                && (row * columns + (vectors + 1) * HALF > planes * rows * columns + beyond
                        || (row / rows * height + row % rows * 2 + 1) * width + vectors * N
                                > planes * height * width + beyond)) {
            row--;
        }
        return row + 1;
    }

    /**
     * See {@link Pooling#maxGradient}.
     *
     * @param x0 where the values begin
     * @param beyond how many floats after the last ones may be read, and of the gradient written
     */
    static void maxGradient(
            float[] dy, float[] x, int x0, float[] y, float[] dx, int planes, int height, int width, int beyond) {
        int rows = height / 2;
        int columns = width / 2;
        int inVectors = rowsInVectors(planes, height, width, beyond);
        int last = (columns - 1) / HALF * HALF;
        int row = 0;
        for (int p = 0; p < planes; p++) {
            int plane = p * height * width;
            for (int i = 0; i < rows; i++) {
                int above = plane + 2 * i * width;
                int below = above + width;
                if (row < inVectors) {
                    // From the right, so that the row below is written after what reaches into it from above.
                    for (int j = last; j >= 0; j -= HALF) {
                        gradient(dy, x, x0, y, row * columns + j, dx, above + 2 * j, below + 2 * j);
                    }
                    if (width % 2 == 1) {
                        dx[below - 1] = 0f;
                        dx[below + width - 1] = 0f;
                    }
                } else {
                    Arrays.fill(dx, above, below + width, 0f);
                    PortablePooling.addToRows(dy, x, x0, y, row * columns, dx, above, width);
                }
                row++;
            }
            if (height % 2 == 1) {
                Arrays.fill(dx, plane + (height - 1) * width, plane + height * width, 0f);
            }
        }
    }

    /**
     * The four of a window have ranks, each more than all later ones together, and the gradient goes to the highest that
     * is the maximum; to the last where none is, as the maximum is not a number.
     */
    private static void gradient(float[] dy, float[] x, int x0, float[] y, int from, float[] dx, int above, int below) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector max = FloatVector.fromArray(S, y, from).rearrange(TWICE);
        FloatVector rankAbove = zero.blend(
                pairs(8f, 4f), FloatVector.fromArray(S, x, x0 + above).compare(VectorOperators.EQ, max));
        FloatVector rankBelow = pairs(0f, 1f)
                .blend(pairs(2f, 1f), FloatVector.fromArray(S, x, x0 + below).compare(VectorOperators.EQ, max));
        FloatVector ranks = rankAbove.add(rankBelow);
        FloatVector all = ranks.add(ranks.rearrange(OTHER));
        FloatVector d = FloatVector.fromArray(S, dy, from).rearrange(TWICE);
        zero.blend(d, rankAbove.add(rankAbove).compare(VectorOperators.GT, all)).intoArray(dx, above);
        zero.blend(d, rankBelow.add(rankBelow).compare(VectorOperators.GT, all)).intoArray(dx, below);
    }
}
