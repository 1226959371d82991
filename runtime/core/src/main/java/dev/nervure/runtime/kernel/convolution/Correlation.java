package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a convolution: {@code y = W ∗ x + b} for all places of a grid, where x is the input, or the gradient of
 * the output and y that of the input.
 */
abstract class Correlation {
    final int outputs;
    /** The grid of results. */
    final int height;

    final int width;

    Correlation(int outputs, int height, int width) {
        this.outputs = outputs;
        this.height = height;
        this.width = width;
    }

    /** Floats of an output. */
    final int size() {
        return height * width;
    }

    /** Floats of the maxima of an output. */
    final int maximaSize() {
        return (height / 2) * (width / 2);
    }

    /** Whether it takes maxima of windows while it has the sums. */
    boolean takesMaxima() {
        return false;
    }

    /** Brings the weights into the order in which {@link #apply} reads them; called again when they have changed. */
    abstract void prepare(Matrix weights, DirectionScratch own, ConvolutionScratch scratch);

    /**
     * One sample, {@code y [outputs, height, width]}, and the maxima of its windows of 2 × 2,
     * {@code [outputs, height / 2, width / 2]}.
     *
     * @param own what {@link #prepare} has prepared, and the planes of this direction
     * @param relu whether what is negative becomes 0
     * @param y of no length where only the maxima are wanted
     * @param maxima of no length where they are not wanted; always so unless {@link #takesMaxima}
     */
    abstract void apply(
            DirectionScratch own,
            float[] x,
            int x0,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int y0,
            float[] maxima,
            int m0,
            ConvolutionScratch scratch);
}
