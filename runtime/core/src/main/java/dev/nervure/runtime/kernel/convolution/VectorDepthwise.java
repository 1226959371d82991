package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.VectorProducts;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A depthwise convolution: each output is the sum of one channel's values alone. A few channels at a time are copied to
 * {@link KernelColumns}, and each output is added up in registers, place after place.
 */
final class VectorDepthwise extends Correlation {
    private static final int N = Lanes.COUNT;
    /** Floats of copied channels that stay in the first-level cache, and are no longer on their way to it when they are read. */
    private static final int TILE = 4 * 1024;

    private final KernelColumns columns;
    private final VectorColumns filler;
    private final int channels;
    /** Outputs of a channel. */
    private final int each;

    /** The element of the kernel that each tap belongs to. */
    private final int[] elements;

    private final int kernelSize;
    private final boolean rolls;
    private final float[] none;

    private VectorDepthwise(KernelColumns columns, int channels, int outputs, int[] elements, int kernelSize) {
        super(outputs, columns.height, columns.width);
        this.columns = columns;
        this.filler = new VectorColumns(columns);
        this.channels = channels;
        this.each = outputs / channels;
        this.elements = elements;
        this.kernelSize = kernelSize;
        this.rolls = VectorRollingRows.suits(columns);
        this.none = new float[outputs];
    }

    static VectorDepthwise ofInput(ConvolutionShape s) {
        int[] elements = IntStream.range(0, s.terms()).toArray();
        return new VectorDepthwise(KernelColumns.ofInput(s), s.channels(), s.outputs(), elements, s.terms());
    }

    /** The results of a residue of each axis, of a convolution whose channels have one output each. */
    static VectorDepthwise ofGradient(ConvolutionShape s, Taps.Residue row, Taps.Residue column) {
        KernelColumns columns = KernelColumns.ofGradient(s, row, column);
        return new VectorDepthwise(columns, s.outputs(), s.channels(), Taps.elements(s, row, column), s.terms());
    }

    static boolean suits(ConvolutionShape s) {
        return s.groups() > 1 && s.groups() == s.channels() && s.terms() <= VectorProducts.TERMS;
    }

    static boolean suitsGradient(ConvolutionShape s) {
        return suits(s) && s.outputs() == s.channels();
    }

    @Override
    void prepare(Matrix weights, DirectionScratch own, ConvolutionScratch scratch) {
        float[] rowMajor = scratch.rowMajor(weights);
        float[] prepared = own.prepared(outputs * elements.length);
        for (int j = 0; j < outputs; j++) {
            for (int t = 0; t < elements.length; t++) {
                prepared[j * elements.length + t] = rowMajor[j * kernelSize + elements[t]];
            }
        }
    }

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
        float[] weights = own.prepared();
        float[] start = bias == null ? none : bias;
        int channelSize = columns.sourceHeight * columns.sourceWidth;
        int step = Math.min(channels, Math.max(1, TILE / columns.size));
        float[] planes = own.planes(step * columns.size);
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
        int places = size();
        int reach = (places + N - 1) / N * N;
        for (int c = 0; c < channels; c += step) {
            int end = Math.min(channels, c + step);
            filler.fill(x, x0 + c * channelSize, planes, end - c);
            // A last vector may reach into the next outputs, which are written later; these have too few behind them.
            int inside = Math.min(end * each, outputs - (reach - 1) / places);
            for (int j = c * each; j < end * each; ) {
                int from = (j / each - c) * columns.size;
                if (j < inside) {
                    int count = each == 1 ? inside - j : 1;
                    outputs(weights, j, planes, from, start, least, y, y0 + j * places, count);
                    j += count;
                } else {
                    float[] last = scratch.overflow(reach);
                    outputs(weights, j, planes, from, start, least, last, 0, 1);
                    System.arraycopy(last, 0, y, y0 + j * places, places);
                    j++;
                }
            }
        }
    }

    /**
     * Outputs from {@code j} on, each of a channel of its own, part by part of their places: the last places first, because
     * a last vector may reach into the next output.
     */
    private void outputs(
            float[] weights, int j, float[] planes, int from, float[] bias, float least, float[] y, int y0, int count) {
        int[] taps = columns.taps;
        int a0 = j * taps.length;
        if (rolls) {
            VectorRollingRows.outputs(columns, weights, a0, planes, from, bias, j, least, y, y0, count);
            return;
        }
        int step = columns.size;
        int places = size();
        int vectors = (places + N - 1) / N;
        int v = vectors;
        if ((vectors & 1) != 0) {
            v--;
            ConvolutionBlocks.channel1(
                    weights, a0, planes, from + v * N, step, taps, bias, j, least, y, y0 + v * N, places, count);
        }
        if ((vectors & 2) != 0) {
            v -= 2;
            ConvolutionBlocks.channel2(
                    weights, a0, planes, from + v * N, step, taps, bias, j, least, y, y0 + v * N, places, count);
        }
        if ((vectors & 4) != 0) {
            v -= 4;
            ConvolutionBlocks.channel4(
                    weights, a0, planes, from + v * N, step, taps, bias, j, least, y, y0 + v * N, places, count);
        }
        while (v > 0) {
            v -= 8;
            ConvolutionBlocks.channel8(
                    weights, a0, planes, from + v * N, step, taps, bias, j, least, y, y0 + v * N, places, count);
        }
    }
}
