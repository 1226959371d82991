package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.PanelLayout;
import dev.nervure.runtime.kernel.matrix.Matrix;

/** Convolutions in vectors. */
final class VectorConvolution extends Convolution {
    private final VectorPlanes filler;
    private final VectorWeightGradient weightGradient;
    private final PanelLayout layout;

    VectorConvolution(ConvolutionShape shape) {
        super(shape);
        this.filler = new VectorPlanes(input);
        this.weightGradient = new VectorWeightGradient(shape, input);
        this.layout = new PanelLayout(shape.outputs());
    }

    @Override
    void fill(float[] source, int offset, float[] planes) {
        filler.fill(source, offset, planes);
    }

    @Override
    Correlation correlation(Taps taps, int outputs, int groups) {
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
    float[] byTerm(Matrix weights, ConvolutionScratch scratch) {
        float[][] panels = weights.chunks();
        if (panels.length == 1 && layout.width(0) == shape.outputs()) {
            return panels[0];
        }
        float[] rows = scratch.weights(shape.terms() * shape.outputs());
        for (int p = 0; p < panels.length; p++) {
            int width = layout.width(p);
            int column = layout.column(p);
            int used = layout.used(p);
            for (int t = 0; t < shape.terms(); t++) {
                System.arraycopy(panels[p], t * width, rows, t * shape.outputs() + column, used);
            }
        }
        return rows;
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
