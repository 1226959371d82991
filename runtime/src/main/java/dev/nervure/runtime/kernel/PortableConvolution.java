package dev.nervure.runtime.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions in loops that HotSpot vectorises: the taps of a few rows of the grid are copied to arrays of their own,
 * because loops over a plane from a tap's offset on stay scalar.
 */
final class PortableConvolution extends Convolution {
    /** Floats of copied taps that stay in the second-level cache. */
    private static final int TILE = 64 * 1024;

    private static final int LEAST_TILE_WIDTH = 256;

    PortableConvolution(ConvolutionShape shape) {
        super(shape);
    }

    @Override
    Matrix weights() {
        return new PortableMatrix(shape.outputs(), shape.terms());
    }

    @Override
    void forward(
            Matrix weights,
            float[] planes,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int yOffset,
            ConvolutionScratch scratch) {
        // One array, term by term, as the loops take their factors from one array.
        float[] flat = scratch.weights(shape.terms() * shape.outputs());
        float[][] rows = weights.chunks();
        for (int t = 0; t < rows.length; t++) {
            System.arraycopy(rows[t], 0, flat, t * shape.outputs(), shape.outputs());
        }
        int each = shape.outputs() / shape.groups();
        int size = input.height * input.width;
        for (int g = 0; g < shape.groups(); g++) {
            correlate(
                    input,
                    g,
                    planes,
                    flat,
                    g * each,
                    shape.outputs(),
                    each,
                    bias,
                    g * each,
                    relu,
                    y,
                    yOffset + g * each * size,
                    scratch);
        }
    }

    @Override
    void inputGradient(float[] transposed, float[] planes, float[] dx, int dxOffset, ConvolutionScratch scratch) {
        int each = shape.channels() / shape.groups();
        int size = gradient.height * gradient.width;
        for (int g = 0; g < shape.groups(); g++) {
            correlate(
                    gradient,
                    g,
                    planes,
                    transposed,
                    g * gradient.offsets.length * each,
                    each,
                    each,
                    null,
                    0,
                    false,
                    dx,
                    dxOffset + g * each * size,
                    scratch);
        }
    }

    /** {@code c[m][h, w] = start[m] + Σₜ a[t][m] · plane[tapₜ + h, w]} for {@code count} rows {@code m}. */
    private static void correlate(
            Taps taps,
            int group,
            float[] planes,
            float[] a,
            int a0,
            int aTerm,
            int count,
            float @Nullable [] start,
            int s0,
            boolean relu,
            float[] c,
            int c0,
            ConvolutionScratch scratch) {
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
            for (int m = 0; m < count; m += 2) {
                Arrays.fill(sums[0], 0, n, start == null ? 0f : start[s0 + m]);
                if (m + 1 < count) {
                    Arrays.fill(sums[1], 0, n, start == null ? 0f : start[s0 + m + 1]);
                    RowLoops.addTwo(sums[0], sums[1], a, a0 + m, a, a0 + m + 1, aTerm, tile, 0, terms, n);
                } else {
                    RowLoops.addOne(sums[0], a, a0 + m, aTerm, tile, 0, terms, n);
                }
                for (int k = m; k < Math.min(m + 2, count); k++) {
                    store(sums[k - m], taps, rows, relu, c, c0 + (k * taps.height + h) * taps.width, n);
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

    @Override
    void addWeightGradient(Matrix weights, float[] delta, int deltaOffset, float[] planes, ConvolutionScratch scratch) {
        int width = RowLoops.pad(shape.outputs());
        int span = input.span();
        float[][] turned = scratch.turned(span, width);
        int size = input.height * input.width;
        for (int h = 0; h < input.height; h++) {
            for (int w = 0; w < input.width; w++) {
                float[] row = turned[h * input.rowSize + w];
                int source = deltaOffset + h * input.width + w;
                for (int j = 0; j < shape.outputs(); j++) {
                    row[j] = delta[source + j * size];
                }
            }
        }
        float[][] rows = weights.chunks();
        int t = 0;
        for (; t + 2 <= rows.length; t += 2) {
            RowLoops.addTwo(
                    rows[t],
                    rows[t + 1],
                    planes,
                    input.offsets[t],
                    planes,
                    input.offsets[t + 1],
                    1,
                    turned,
                    0,
                    span,
                    width);
        }
        if (t < rows.length) {
            RowLoops.addOne(rows[t], planes, input.offsets[t], 1, turned, 0, span, width);
        }
    }

    @Override
    float dot(float[] a, int aOffset, float[] b, int bOffset, int n, ConvolutionScratch scratch) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int k = 0;
        for (; k + 4 <= n; k += 4) {
            s0 = Fma.add(a[aOffset + k], b[bOffset + k], s0);
            s1 = Fma.add(a[aOffset + k + 1], b[bOffset + k + 1], s1);
            s2 = Fma.add(a[aOffset + k + 2], b[bOffset + k + 2], s2);
            s3 = Fma.add(a[aOffset + k + 3], b[bOffset + k + 3], s3);
        }
        for (; k < n; k++) {
            s0 = Fma.add(a[aOffset + k], b[bOffset + k], s0);
        }
        return (s0 + s1) + (s2 + s3);
    }
}
