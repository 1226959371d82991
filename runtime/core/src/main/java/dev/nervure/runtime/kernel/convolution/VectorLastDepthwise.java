package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.VectorProducts;
import dev.nervure.runtime.kernel.matrix.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A depthwise convolution with the channels in the lanes. Where the kernel is 3 × 3 without a stride, sums roll down a column of
 * places: what is read of a row serves three rows of results. Terms are added in the same order as with channels first.
 */
final class VectorLastDepthwise extends ChannelsLast {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;
    /** Places of a block. */
    private static final int ROWS = 6;

    private final int terms;
    private final int paddedRow;
    private final int[] taps;
    private final int[] firsts;
    private final boolean rolls;

    VectorLastDepthwise(ConvolutionShape s) {
        super(s);
        this.terms = s.terms();
        this.paddedRow = (s.left() + s.width() + s.right()) * s.channels();
        this.taps = new int[terms];
        for (int t = 0; t < terms; t++) {
            int down = t / s.kernelWidth() * s.dilationHeight();
            int across = t % s.kernelWidth() * s.dilationWidth();
            taps[t] = down * paddedRow + across * s.channels();
        }
        this.firsts = new int[places];
        for (int p = 0; p < places; p++) {
            int down = p / s.outputWidth() * s.strideHeight();
            int across = p % s.outputWidth() * s.strideWidth();
            firsts[p] = down * paddedRow + across * s.channels();
        }
        this.rolls = s.kernelHeight() == 3
                && s.kernelWidth() == 3
                && s.strideHeight() * s.strideWidth() * s.dilationHeight() * s.dilationWidth() == 1;
    }

    /** One output a channel, and at least a vector of them. */
    static boolean suits(ConvolutionShape s) {
        return s.groups() == s.channels()
                && s.outputs() == s.channels()
                && s.channels() >= N
                && s.terms() <= VectorProducts.TERMS;
    }

    /** Term by term, {@code [terms, channels]}. */
    @Override
    void prepare(Matrix weights, DirectionScratch own, ConvolutionScratch scratch) {
        float[] rowMajor = scratch.rowMajor(weights);
        int channels = shape.channels();
        float[] prepared = own.prepared(terms * channels);
        for (int c = 0; c < channels; c++) {
            for (int t = 0; t < terms; t++) {
                prepared[t * channels + c] = rowMajor[c * terms + t];
            }
        }
    }

    @Override
    int columns() {
        return shape.channels();
    }

    @Override
    boolean startsWithBias() {
        return true;
    }

    /** The last vector of channels overlaps the one before. */
    @Override
    void apply(
            DirectionScratch own,
            float[] x,
            int x0,
            boolean last,
            float[] start,
            RowEnding ending,
            float[] y,
            int y0,
            ConvolutionScratch scratch) {
        int channels = shape.channels();
        float[] from = x;
        int from0 = x0;
        if (!last) {
            from = scratch.lastInput(shape.height() * shape.width() * channels);
            from0 = 0;
            ChannelTurn.turn(x, x0, channels, shape.height() * shape.width(), from, 0);
        }
        float[] planes = padded(own, from, from0);
        float[] weights = own.prepared();
        for (int v = 0; v < channels; v += N) {
            int c = Math.min(v, channels - N);
            if (rolls) {
                for (int w = 0; w < shape.outputWidth(); w++) {
                    column(planes, w * channels + c, weights, start, ending, c, y, y0 + w * channels + c);
                }
            } else {
                for (int p = 0; p < places; p += ROWS) {
                    int rows = Math.min(ROWS, places - p);
                    ConvolutionBlocks.depth6(
                            planes,
                            c,
                            firsts,
                            p,
                            rows,
                            taps,
                            weights,
                            c,
                            channels,
                            start,
                            c,
                            ending.values(),
                            c,
                            ending.step(),
                            ending.least(),
                            y,
                            y0 + p * channels + c,
                            channels);
                }
            }
        }
    }

    /** One column of places, a vector of channels. */
    private void column(float[] b, int b0, float[] a, float[] start, RowEnding ending, int c, float[] y, int y0) {
        roll(
                b,
                b0,
                paddedRow,
                shape.channels(),
                a,
                c,
                start,
                ending.values(),
                ending.step(),
                ending.least(),
                y,
                y0,
                shape.outputWidth() * shape.channels(),
                shape.outputHeight());
    }

    private static void roll(
            float[] b,
            int b0,
            int row,
            int channels,
            float[] a,
            int c,
            float[] start,
            float[] e,
            int step,
            float least,
            float[] y,
            int y0,
            int yRow,
            int height) {
        FloatVector w0 = FloatVector.fromArray(S, a, c);
        FloatVector w1 = FloatVector.fromArray(S, a, c + channels);
        FloatVector w2 = FloatVector.fromArray(S, a, c + 2 * channels);
        FloatVector w3 = FloatVector.fromArray(S, a, c + 3 * channels);
        FloatVector w4 = FloatVector.fromArray(S, a, c + 4 * channels);
        FloatVector w5 = FloatVector.fromArray(S, a, c + 5 * channels);
        FloatVector w6 = FloatVector.fromArray(S, a, c + 6 * channels);
        FloatVector w7 = FloatVector.fromArray(S, a, c + 7 * channels);
        FloatVector w8 = FloatVector.fromArray(S, a, c + 8 * channels);
        FloatVector first = FloatVector.fromArray(S, start, c);
        FloatVector bias = FloatVector.fromArray(S, e, c);
        FloatVector mean = FloatVector.fromArray(S, e, c + step);
        FloatVector factor = FloatVector.fromArray(S, e, c + 2 * step);
        FloatVector shift = FloatVector.fromArray(S, e, c + 3 * step);
        int right = 2 * channels;
        FloatVector l = FloatVector.fromArray(S, b, b0);
        FloatVector m = FloatVector.fromArray(S, b, b0 + channels);
        FloatVector r = FloatVector.fromArray(S, b, b0 + right);
        FloatVector lower = w2.fma(r, w1.fma(m, w0.fma(l, first)));
        int at = b0 + row;
        l = FloatVector.fromArray(S, b, at);
        m = FloatVector.fromArray(S, b, at + channels);
        r = FloatVector.fromArray(S, b, at + right);
        FloatVector upper = w5.fma(r, w4.fma(m, w3.fma(l, lower)));
        lower = w2.fma(r, w1.fma(m, w0.fma(l, first)));
        for (int h = 0; h < height; h++) {
            at = b0 + (h + 2) * row;
            l = FloatVector.fromArray(S, b, at);
            m = FloatVector.fromArray(S, b, at + channels);
            r = FloatVector.fromArray(S, b, at + right);
            FloatVector sum = w8.fma(r, w7.fma(m, w6.fma(l, upper)));
            upper = w5.fma(r, w4.fma(m, w3.fma(l, lower)));
            lower = w2.fma(r, w1.fma(m, w0.fma(l, first)));
            FloatVector z = sum.add(bias).sub(mean).mul(factor).add(shift);
            z.blend(least, z.compare(VectorOperators.LT, least)).intoArray(y, y0 + h * yRow);
        }
    }
}
