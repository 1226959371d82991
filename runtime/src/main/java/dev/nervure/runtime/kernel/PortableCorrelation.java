package dev.nervure.runtime.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a {@link Correlation} in loops that HotSpot vectorises: the taps of a few rows of the grid are copied to
 * arrays of their own, because loops over a plane from a tap's offset on stay scalar.
 */
final class PortableCorrelation extends Correlation {
    /** Floats of copied taps that stay in the second-level cache. */
    private static final int TILE = 64 * 1024;

    private static final int LEAST_TILE_WIDTH = 256;

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
            ConvolutionScratch scratch) {
        int each = outputs / groups;
        for (int g = 0; g < groups; g++) {
            int from = y0 + g * each * taps.height * taps.width;
            sum(g, planes, a, each, bias, relu, y, from, scratch);
        }
    }

    private void sum(
            int group,
            float[] planes,
            float[] a,
            int each,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int y0,
            ConvolutionScratch scratch) {
        int a0 = group * each;
        int terms = taps.offsets.length;
        int most = Math.max(1, Math.max(LEAST_TILE_WIDTH, TILE / terms) / taps.rowSize);
        int tileRows = Math.min(taps.height, most);
        int width = RowLoops.pad(tileRows * taps.rowSize);
        float[][] tile = scratch.tile(terms, width);
        float[][] sums = scratch.sums(2, width);
        for (int h = 0; h < taps.height; h += tileRows) {
            int rows = Math.min(tileRows, taps.height - h);
            int n = RowLoops.pad(rows * taps.rowSize);
            int base = group * taps.groupSize + h * taps.rowSize;
            for (int t = 0; t < terms; t++) {
                System.arraycopy(planes, base + taps.offsets[t], tile[t], 0, n);
            }
            for (int m = 0; m < each; m += 2) {
                Arrays.fill(sums[0], 0, n, bias == null ? 0f : bias[a0 + m]);
                if (m + 1 < each) {
                    Arrays.fill(sums[1], 0, n, bias == null ? 0f : bias[a0 + m + 1]);
                    RowLoops.addTwo(sums[0], sums[1], a, a0 + m, a, a0 + m + 1, outputs, tile, 0, terms, n);
                } else {
                    RowLoops.addOne(sums[0], a, a0 + m, outputs, tile, 0, terms, n);
                }
                for (int k = m; k < Math.min(m + 2, each); k++) {
                    store(sums[k - m], taps, rows, relu, y, y0 + (k * taps.height + h) * taps.width, n);
                }
            }
        }
    }

    private static void store(float[] sum, Taps taps, int rows, boolean relu, float[] c, int c0, int n) {
        if (relu) {
            RowLoops.relu(sum, 0, n);
        }
        for (int h = 0; h < rows; h++) {
            System.arraycopy(sum, h * taps.rowSize, c, c0 + h * taps.width, taps.width);
        }
    }
}
