package dev.nervure.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a {@link Correlation} in vectors, read straight from the planes: a band of rows of the grid at a time, gaps
 * between them included, into a buffer, and from there row by row to the result.
 */
final class VectorCorrelation extends Correlation {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private final int bandRows;
    private final Segments segments;
    /** Segments that end within the grid. */
    private final int inside;

    VectorCorrelation(Taps taps, int outputs, int groups) {
        super(taps, outputs, groups);
        this.bandRows = bandRows(taps);
        this.segments = new Segments(taps, 1);
        this.inside = segments.inside(taps.height * taps.width);
    }

    /** Rows whose sums stay in the cache. */
    static int bandRows(Taps taps) {
        return Math.max(1, 2 * VectorTaps.WIDE * N / taps.rowSize);
    }

    @Override
    void sum(
            float[] weights,
            float[] planes,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int y0,
            ConvolutionScratch scratch) {
        int each = outputs / groups;
        for (int h = 0; h < taps.height; h += bandRows) {
            int rows = Math.min(bandRows, taps.height - h);
            int places = (rows - 1) * taps.rowSize + taps.width;
            int row = VectorTaps.rowOf(places);
            float[] sums = scratch.sums(each * row);
            for (int g = 0; g < groups; g++) {
                int from = g * taps.groupSize + h * taps.rowSize;
                VectorTaps.sum(weights, g * each, outputs, each, planes, from, taps.offsets, places, sums, 0, row);
                for (int m = 0; m < each; m++) {
                    int j = g * each + m;
                    store(
                            sums,
                            m * row,
                            h,
                            rows,
                            bias == null ? 0f : bias[j],
                            relu,
                            y,
                            y0 + j * taps.height * taps.width,
                            scratch);
                }
            }
        }
    }

    /** Rows {@code h} and on of one output, which begins at {@code y0}. */
    private void store(
            float[] sums,
            int base,
            int h,
            int rows,
            float bias,
            boolean relu,
            float[] y,
            int y0,
            ConvolutionScratch scratch) {
        int[] from = segments.from;
        int[] to = segments.to;
        int sums0 = base - h * taps.rowSize;
        // A bound instead of a branch: JDK 17 makes objects of vectors that live across one.
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
        int end = (h + rows) * segments.each;
        int s = h * segments.each;
        for (; s < Math.min(end, inside); s++) {
            atLeast(least, FloatVector.fromArray(S, sums, sums0 + from[s]).add(bias))
                    .intoArray(y, y0 + to[s]);
        }
        float[] buffer = scratch.buffer(N);
        for (; s < end; s++) {
            atLeast(least, FloatVector.fromArray(S, sums, sums0 + from[s]).add(bias))
                    .intoArray(buffer, 0);
            System.arraycopy(buffer, 0, y, y0 + to[s], Math.min(N, taps.width));
        }
    }

    /** The maximum in two instructions; the one of the Vector API, which tells -0 from 0, takes six. */
    static FloatVector atLeast(float least, FloatVector v) {
        return v.blend(least, v.compare(VectorOperators.LT, least));
    }
}
