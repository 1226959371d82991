package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a {@link TapCorrelation} in vectors, read straight from the planes: a band of rows of the grid at a time, gaps
 * between them included, into a buffer, and from there row by row to the result.
 */
final class VectorCorrelation extends TapCorrelation {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private final VectorPlanes filler;
    private final int bandRows;
    private final VectorResults results;
    private final Segments windows;

    VectorCorrelation(Taps taps, int outputs, int groups) {
        super(taps, outputs, groups);
        this.filler = new VectorPlanes(taps);
        this.bandRows = VectorTaps.bandRows(taps, taps.height, 2);
        this.results = new VectorResults(taps);
        this.windows = Segments.ofMaxima(taps, 2 * taps.rowSize);
    }

    @Override
    void fill(float[] source, int offset, float[] planes) {
        filler.fill(source, offset, planes);
    }

    @Override
    void sum(
            float[] weights,
            float[] planes,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int y0,
            float[] maxima,
            int m0,
            ConvolutionScratch scratch) {
        int each = outputs / groups;
        // A bound instead of a branch: JDK 17 makes objects of vectors that live across one.
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
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
                    float b = bias == null ? 0f : bias[j];
                    int first = m * row - h * taps.rowSize;
                    // All in one band, the vectors at an output's end may reach into the next, which is written later.
                    int end = bandRows >= taps.height ? outputs : j + 1;
                    if (y.length > 0) {
                        int room = (end - j) * size();
                        results.store(sums, first, h, h + rows, b, least, y, y0 + j * size(), room, scratch);
                    }
                    if (maxima.length > 0) {
                        int room = (end - j) * maximaSize();
                        int to = m0 + j * maximaSize();
                        storeMaxima(sums, first, h / 2, (h + rows) / 2, b, least, maxima, to, room, scratch);
                    }
                }
            }
        }
    }

    /** Rows of the maxima of one output. */
    private void storeMaxima(
            float[] sums,
            int sums0,
            int row,
            int endRow,
            float bias,
            float least,
            float[] y,
            int y0,
            int room,
            ConvolutionScratch scratch) {
        int[] from = windows.from;
        int[] to = windows.to;
        float[] target = windows.target(endRow, y, room, scratch);
        int at = target == y ? y0 : 0;
        int end = endRow * windows.each;
        for (int s = row * windows.each; s < end; s++) {
            int q = sums0 + from[s];
            FloatVector both = FloatVector.fromArray(S, sums, q).max(FloatVector.fromArray(S, sums, q + taps.rowSize));
            FloatVector z = both.add(bias);
            FloatVector v = z.blend(least, z.compare(VectorOperators.LT, least));
            v.rearrange(VectorPooling.LEFT)
                    .max(v.rearrange(VectorPooling.RIGHT))
                    .intoArray(target, at + to[s]);
        }
        if (target != y) {
            windows.copy(target, row, endRow, y, y0);
        }
    }
}
