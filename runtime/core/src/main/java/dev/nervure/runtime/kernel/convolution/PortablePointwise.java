package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.RowLoops;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A convolution of one element at few places, in loops over the outputs that HotSpot vectorises: two places at a time, whose
 * values are read where they lie, as factors. The weights are read as the matrix keeps them, row by row of an input.
 */
final class PortablePointwise extends Correlation {
    /** With more places, loops over these are longer, and nothing is turned. */
    private static final int MOST_PLACES = 64;

    private final int channels;
    private final int channelSize;
    private final int[] sources;

    PortablePointwise(ConvolutionShape s) {
        super(s.outputs(), s.outputHeight(), s.outputWidth());
        this.channels = s.channels();
        this.channelSize = s.height() * s.width();
        this.sources = new int[size()];
        for (int p = 0; p < sources.length; p++) {
            sources[p] = p / width * s.strideHeight() * s.width() + p % width * s.strideWidth();
        }
    }

    static boolean suits(ConvolutionShape s) {
        return s.kernelHeight() * s.kernelWidth() * s.groups() == 1
                && s.top() + s.left() + s.bottom() + s.right() == 0
                && s.outputHeight() * s.outputWidth() <= Math.min(MOST_PLACES, s.outputs());
    }

    /** Nothing: the matrix itself is read. */
    @Override
    void prepare(Matrix weights, DirectionScratch own, ConvolutionScratch scratch) {}

    @Override
    void apply(
            DirectionScratch own,
            float[] x,
            int x0,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int y0,
            float[] maxima,
            int m0,
            ConvolutionScratch scratch) {
        float[][] weights = own.chunks();
        int n = RowLoops.pad(outputs);
        float[][] sums = scratch.tile(2, PortableCorrelation.alike(n));
        int places = size();
        for (int p = 0; p < places; p += 2) {
            int at = x0 + sources[p];
            start(bias, sums[0], n);
            if (p + 1 < places) {
                start(bias, sums[1], n);
                int next = x0 + sources[p + 1];
                RowLoops.addTwo(sums[0], sums[1], x, at, x, next, channelSize, weights, 0, channels, n);
                finish(sums[1], relu, n, y, y0 + p + 1);
            } else {
                RowLoops.addOne(sums[0], x, at, channelSize, weights, 0, channels, n);
            }
            finish(sums[0], relu, n, y, y0 + p);
        }
    }

    private void start(float @Nullable [] bias, float[] sum, int n) {
        if (bias == null) {
            Arrays.fill(sum, 0, n, 0f);
        } else {
            System.arraycopy(bias, 0, sum, 0, outputs);
            Arrays.fill(sum, outputs, n, 0f);
        }
    }

    private void finish(float[] sum, boolean relu, int n, float[] y, int to) {
        if (relu) {
            RowLoops.relu(sum, 0, n);
        }
        spread(sum, outputs, y, to, size());
    }

    private static void spread(float[] sum, int count, float[] y, int to, int step) {
        for (int j = 0; j < count; j++) {
            y[to + j * step] = sum[j];
        }
    }
}
