package dev.nervure.runtime.kernel.convolution;

import org.jspecify.annotations.Nullable;

/**
 * One direction of a convolution: {@code y = W ∗ x + b} for all places of a grid, from the planes that {@link Taps}
 * describes. The weights come term by term, {@code [terms of a group, outputs]}.
 */
abstract class Correlation {
    final Taps taps;
    final int outputs;
    final int groups;

    Correlation(Taps taps, int outputs, int groups) {
        this.taps = taps;
        this.outputs = outputs;
        this.groups = groups;
    }

    /** Floats of an output. */
    final int size() {
        return taps.height * taps.width;
    }

    /** Floats of the maxima of an output. */
    final int maximaSize() {
        return (taps.height / 2) * (taps.width / 2);
    }

    /** The weights as {@link #sum} reads them, for as many samples as use them. */
    float[] prepared(float[] weights, ConvolutionScratch scratch) {
        return weights;
    }

    /** Floats of the planes. */
    int planesSize() {
        return taps.size();
    }

    /** Copies a sample to its planes, which are zero in the beginning. */
    void fill(float[] source, int offset, float[] planes) {
        taps.fill(source, offset, planes);
    }

    /**
     * One sample, {@code y [outputs, height, width]}, and the maxima of its windows of 2 × 2,
     * {@code [outputs, height / 2, width / 2]}.
     *
     * @param y of no length where only the maxima are wanted
     * @param maxima of no length where they are not wanted
     */
    abstract void sum(
            float[] prepared,
            float[] planes,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int y0,
            float[] maxima,
            int m0,
            ConvolutionScratch scratch);
}
