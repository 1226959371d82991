package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/** Convolutions in loops that HotSpot vectorises. */
final class PortableConvolution extends Convolution {
    private final PortableWeightGradient weightGradient;

    PortableConvolution(ConvolutionShape shape) {
        super(shape);
        this.weightGradient = new PortableWeightGradient(shape, input);
    }

    @Override
    Correlation forward(ConvolutionShape shape, Taps input) {
        if (PortableDepthwise.suits(shape)) {
            return PortableDepthwise.ofInput(shape);
        }
        return PortablePointwise.suits(shape)
                ? new PortablePointwise(shape)
                : new PortableCorrelation(input, shape.outputs(), shape.groups());
    }

    @Override
    @Nullable
    Correlation backward(ConvolutionShape shape) {
        if (PortableDepthwise.suits(shape) && shape.strideHeight() * shape.strideWidth() == 1) {
            return PortableDepthwise.ofGradient(shape);
        }
        return StridedGradient.of(
                shape, taps -> new PortableCorrelation(taps, shape.channels(), shape.groups()), StridedGradient::new);
    }

    @Override
    void spread(float[] d, float[] y, int y0, float[] maxima, float[] delta) {
        PortablePooling.maxGradient(
                d, y, y0, maxima, delta, shape.outputs(), shape.outputHeight(), shape.outputWidth(), false);
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
        weightGradient.add(weights, delta, deltaOffset, x, xOffset, planes, scratch);
    }
}
