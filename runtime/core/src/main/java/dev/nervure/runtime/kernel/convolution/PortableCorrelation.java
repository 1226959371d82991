package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.RowLoops;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a {@link TapCorrelation} in loops that HotSpot vectorises: taps of a few rows of the grid are copied to arrays
 * of their own, because loops over a plane from a tap's offset on stay scalar; as many at a time as stay in the cache while
 * all outputs add them up.
 */
final class PortableCorrelation extends TapCorrelation {
    /** Floats of copied taps that stay in the first-level cache beside the sums. */
    private static final int TILE = 6 * 1024;
    /** Floats of a row of sums, where the grid has as many: what a loop costs before and after its vectors is spread. */
    private static final int TILE_WIDTH = 1024;
    /** Terms that {@link RowLoops} adds in a call. */
    private static final int TERMS = 6;

    PortableCorrelation(Taps taps, int outputs, int groups) {
        super(taps, outputs, groups);
    }

    @Override
    void sum(
            float[] a,
            float[] planes,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int y0,
            float[] maxima,
            int m0,
            ConvolutionScratch scratch) {
        for (int g = 0; g < groups; g++) {
            sumGroup(g, planes, a, bias, relu, y, y0, maxima, m0, scratch);
        }
    }

    private void sumGroup(
            int group,
            float[] planes,
            float[] a,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int y0,
            float[] maxima,
            int m0,
            ConvolutionScratch scratch) {
        int each = outputs / groups;
        int a0 = group * each;
        int terms = taps.offsets.length;
        int tileRows = Math.min(taps.height, Math.max(2, TILE_WIDTH / taps.rowSize / 2 * 2));
        int width = alike(RowLoops.pad(tileRows * taps.rowSize));
        int block = Math.min(terms, Math.max(1, TILE / width / TERMS) * TERMS);
        float[][] rows = scratch.tile(block + each, width);
        for (int h = 0; h < taps.height; h += tileRows) {
            int height = Math.min(tileRows, taps.height - h);
            int n = RowLoops.pad(height * taps.rowSize);
            int base = group * taps.groupSize + h * taps.rowSize;
            for (int m = 0; m < each; m++) {
                Arrays.fill(rows[block + m], 0, n, bias == null ? 0f : bias[a0 + m]);
            }
            for (int t = 0; t < terms; t += block) {
                int count = Math.min(block, terms - t);
                for (int k = 0; k < count; k++) {
                    System.arraycopy(planes, base + taps.offsets[t + k], rows[k], 0, n);
                }
                int p = t * outputs + a0;
                int m = 0;
                for (; m + 2 <= each; m += 2) {
                    float[] sum0 = rows[block + m];
                    float[] sum1 = rows[block + m + 1];
                    RowLoops.addTwo(sum0, sum1, a, p + m, a, p + m + 1, outputs, rows, 0, count, n);
                }
                if (m < each) {
                    RowLoops.addOne(rows[block + m], a, p + m, outputs, rows, 0, count, n);
                }
            }
            for (int m = 0; m < each; m++) {
                float[] sum = rows[block + m];
                if (y.length > 0) {
                    store(sum, height, relu, y, y0 + (a0 + m) * size() + h * taps.width, n);
                }
                if (maxima.length > 0) {
                    int to = m0 + (a0 + m) * maximaSize() + h / 2 * (taps.width / 2);
                    storeMaxima(sum, rows[0], n, height, relu, maxima, to);
                }
            }
        }
    }

    /**
     * At least {@code width}, and such that arrays with their header of 16 bytes fill cache lines: arrays made together then
     * begin at the same place of a line, and loops that are aligned to one are to all.
     */
    static int alike(int width) {
        return (width + 3) / 16 * 16 + 12;
    }

    private void store(float[] sum, int height, boolean relu, float[] y, int to, int n) {
        if (relu) {
            RowLoops.relu(sum, 0, n);
        }
        if (taps.rowSize == taps.width) {
            System.arraycopy(sum, 0, y, to, height * taps.width);
            return;
        }
        for (int h = 0; h < height; h++) {
            System.arraycopy(sum, h * taps.rowSize, y, to + h * taps.width, taps.width);
        }
    }

    /**
     * The function of the maximum is the maximum of the function, and to be computed for a quarter of the values. Rows are
     * compared in one loop over all of them, so that scalars compare but once a window.
     *
     * @param below receives what lies a row further down; as long as sum
     */
    private void storeMaxima(float[] sum, float[] below, int n, int height, boolean relu, float[] maxima, int to) {
        int columns = taps.width / 2;
        System.arraycopy(sum, taps.rowSize, below, 0, n - taps.rowSize);
        RowLoops.max(below, sum, n);
        for (int h = 0; h < height / 2; h++) {
            PortablePooling.maxOfPairs(below, 2 * h * taps.rowSize, maxima, to + h * columns, columns);
        }
        if (relu) {
            RowLoops.relu(maxima, to, height / 2 * columns);
        }
    }
}
