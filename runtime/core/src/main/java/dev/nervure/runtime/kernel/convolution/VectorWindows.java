package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.VectorProducts;
import org.jspecify.annotations.Nullable;

/**
 * The maxima of a {@link VectorCorrelation} without the values between: rows and columns come to planes of even and of odd
 * ones, so that the four sums of a window are found at the same place from four offsets. They are added up in registers, of
 * which only the maxima are written.
 */
final class VectorWindows extends TapCorrelation {
    private static final int N = Lanes.COUNT;
    /** As in the products: most terms of a block, and HotSpot can tell. */
    private static final int TERMS = VectorProducts.TERMS;

    /** Outputs of a block. */
    private static final int ROWS = 4;
    /** Vectors of places whose maxima stay in the first-level cache, for a few outputs. */
    private static final int BAND = 28;

    private final VectorPlanes filler;
    private final int[] offsets;
    private final int bandRows;
    private final VectorResults results;

    /** Of taps {@link Taps#inWindows}. */
    VectorWindows(Taps taps, int outputs, int groups) {
        super(taps, outputs, groups);
        this.filler = new VectorPlanes(taps);
        this.offsets = new int[4 * taps.offsets.length];
        for (int k = 0; k < 4; k++) {
            int[] one = taps.offsets(k / 2, k % 2);
            for (int t = 0; t < one.length; t++) {
                offsets[4 * t + k] = one[t];
            }
        }
        this.bandRows = Math.max(1, BAND * N / Math.max(1, taps.rowSize));
        this.results = new VectorResults(taps);
    }

    /** All terms must be added up at a time. */
    static boolean suits(Taps taps) {
        return taps.height > 1 && taps.width > 1 && taps.offsets.length <= TERMS;
    }

    @Override
    void fill(float[] source, int offset, float[] planes) {
        filler.fill(source, offset, planes);
    }

    @Override
    int arrangedSize() {
        return groups * blocks() * ROWS * taps.offsets.length;
    }

    /** Blocks of a group. */
    private int blocks() {
        return (outputs / groups + ROWS - 1) / ROWS;
    }

    /** Four outputs at a time, {@code [groups, outputs / 4, terms, 4]}; what the last do not fill is not used. */
    @Override
    void arrange(float[] weights, float[] arranged) {
        int each = outputs / groups;
        int terms = taps.offsets.length;
        int size = blocks() * ROWS * terms;
        for (int j = 0; j < outputs; j++) {
            int m = j % each;
            int to = j / each * size + m / ROWS * ROWS * terms + m % ROWS;
            for (int t = 0; t < terms; t++) {
                arranged[to + t * ROWS] = weights[t * outputs + j];
            }
        }
    }

    @Override
    void sum(
            float[] prepared,
            float[] planes,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int y0,
            float[] maxima,
            int m0,
            ConvolutionScratch scratch) {
        int each = outputs / groups;
        int blocks = blocks();
        int terms = taps.offsets.length;
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
        for (int h = 0; h < taps.height; h += bandRows) {
            int endRow = Math.min(h + bandRows, taps.height);
            int vectors = ((endRow - h - 1) * taps.rowSize + taps.width + N - 1) / N;
            int row = (vectors + 1) * N;
            float[] found = scratch.sums(blocks * ROWS * row);
            for (int g = 0; g < groups; g++) {
                int from = g * taps.groupSize + h * taps.rowSize;
                for (int v = 0; v < vectors * N; v += N) {
                    for (int m = 0; m < blocks; m++) {
                        int a0 = (g * blocks + m) * ROWS * terms;
                        ConvolutionBlocks.windows4(
                                prepared, a0, planes, from + v, offsets, terms, found, m * ROWS * row + v, row);
                    }
                }
                for (int m = 0; m < each; m++) {
                    int j = g * each + m;
                    float b = bias == null ? 0f : bias[j];
                    int first = m * row - h * taps.rowSize;
                    // As in VectorCorrelation.
                    int end = bandRows >= taps.height ? outputs : j + 1;
                    int room = (end - j) * size();
                    results.store(found, first, h, endRow, b, least, maxima, m0 + j * size(), room, scratch);
                }
            }
        }
    }
}
