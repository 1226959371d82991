package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/** Convolutions in vectors. */
final class VectorConvolution extends Convolution {
    private final VectorPlanes filler;
    private final VectorWeightGradient weightGradient;

    VectorConvolution(ConvolutionShape shape) {
        super(shape);
        this.filler = new VectorPlanes(input);
        this.weightGradient = new VectorWeightGradient(shape, input);
    }

    @Override
    void fill(float[] source, int offset, float[] planes) {
        filler.fill(source, offset, planes);
    }

    @Override
    Correlation forward(ConvolutionShape shape, Taps input) {
        if (VectorDepthwise.suits(shape)) {
            return VectorDepthwise.ofInput(shape);
        }
        return VectorPointwise.suits(shape)
                ? new VectorPointwise(shape)
                : correlation(input, shape.outputs(), shape.groups());
    }

    @Override
    @Nullable
    ChannelsLast last(ConvolutionShape shape, Taps input) {
        if (VectorLastDepthwise.suits(shape)) {
            return new VectorLastDepthwise(shape);
        }
        // Sums of Winograd's products are other bits.
        boolean sums = VectorPointwise.suits(shape) || !VectorWinograd.suits(input);
        return sums && VectorLastProduct.suits(shape) ? new VectorLastProduct(shape, input) : null;
    }

    private static Correlation correlation(Taps taps, int outputs, int groups) {
        if (VectorSquareWinograd.suits(taps, outputs, groups)) {
            return new VectorSquareWinograd(taps, outputs);
        }
        return VectorWinograd.suits(taps)
                ? new VectorWinograd(taps.inPairs(), outputs, groups)
                : new VectorCorrelation(taps, outputs, groups);
    }

    @Override
    Correlation windows(Correlation forward) {
        return forward instanceof VectorCorrelation && VectorWindows.suits(input)
                ? new VectorWindows(input.inWindows(), shape.outputs(), shape.groups())
                : forward;
    }

    @Override
    @Nullable
    Correlation backward(ConvolutionShape shape) {
        if (VectorDepthwise.suitsGradient(shape)) {
            return StridedGradient.ofResidues(
                    shape, (row, column) -> VectorDepthwise.ofGradient(shape, row, column), VectorStridedGradient::new);
        }
        int channels = shape.channels();
        int groups = shape.groups();
        // Residues share their planes, which Winograd's arrangement would change.
        boolean strided = shape.strideHeight() * shape.strideWidth() > 1;
        return StridedGradient.of(
                shape,
                taps -> strided ? new VectorCorrelation(taps, channels, groups) : correlation(taps, channels, groups),
                VectorStridedGradient::new);
    }

    @Override
    void spread(float[] d, float[] y, int y0, float[] maxima, float[] delta) {
        int planes = shape.outputs();
        int height = shape.outputHeight();
        int width = shape.outputWidth();
        int beyond = Math.min(BEYOND, y.length - y0 - planes * height * width);
        VectorPooling.maxGradient(d, y, y0, maxima, delta, planes, height, width, beyond);
    }

    @Override
    void addWeightGradient(
            Matrix weights,
            float[] delta,
            int deltaOffset,
            float[] x,
            int xOffset,
            float[] planes,
            ConvolutionScratch scratch) {
        weightGradient.add(weights, delta, deltaOffset, planes, scratch);
    }
}
