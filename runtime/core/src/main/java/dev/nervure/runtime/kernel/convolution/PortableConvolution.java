package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.matrix.Matrix;

/** Convolutions in loops that HotSpot vectorises. */
final class PortableConvolution extends Convolution {
    private final PortableWeightGradient weightGradient;

    PortableConvolution(ConvolutionShape shape) {
        super(shape);
        this.weightGradient = new PortableWeightGradient(shape, input);
    }

    @Override
    Correlation correlation(Taps taps, int outputs, int groups) {
        return new PortableCorrelation(taps, outputs, groups);
    }

    @Override
    float[] byTerm(Matrix weights, ConvolutionScratch scratch) {
        // One array, as the loops take their factors from one array.
        float[] flat = scratch.weights(shape.terms() * shape.outputs());
        float[][] rows = weights.chunks();
        for (int t = 0; t < rows.length; t++) {
            System.arraycopy(rows[t], 0, flat, t * shape.outputs(), shape.outputs());
        }
        return flat;
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
