package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The way of finished sums, row by row with gaps between them, to a grid without gaps.
 *
 * <p>Here as in {@link VectorCorrelation} and {@link VectorWinograd} blend and compare are the maximum in two instructions;
 * that of the Vector API, which tells -0 from 0, takes six. They stand written out: HotSpot does not inline what a loop calls
 * if it has not yet seen the loop run when it compiles who calls that, and then the vectors that are passed become objects.
 */
final class VectorResults {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private final Segments segments;

    /** To the grid of {@code taps}. */
    VectorResults(Taps taps) {
        this.segments = Segments.ofGrid(taps, 1);
    }

    /**
     * Rows of one output, which begins at {@code y0} and has {@code room} floats that may be written; its sums begin at
     * {@code sums0}.
     */
    void store(
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
        int[] from = segments.from;
        int[] to = segments.to;
        float[] target = segments.target(endRow, y, room, scratch);
        int at = target == y ? y0 : 0;
        int end = endRow * segments.each;
        for (int s = row * segments.each; s < end; s++) {
            FloatVector v = FloatVector.fromArray(S, sums, sums0 + from[s]).add(bias);
            v.blend(least, v.compare(VectorOperators.LT, least)).intoArray(target, at + to[s]);
        }
        if (target != y) {
            segments.copy(target, row, endRow, y, y0);
        }
    }
}
