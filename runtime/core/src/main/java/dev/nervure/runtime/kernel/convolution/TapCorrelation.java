package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/** A correlation that finds its terms in the planes that {@link Taps} describes. */
abstract class TapCorrelation extends Correlation {
    final Taps taps;
    final int groups;

    TapCorrelation(Taps taps, int outputs, int groups) {
        super(outputs, taps.height, taps.width);
        this.taps = taps;
        this.groups = groups;
    }

    @Override
    final boolean takesMaxima() {
        return true;
    }

    /** Term by term, {@code [terms of a group, outputs]}, unless {@link #arrange} brings them into another order. */
    @Override
    final void prepare(Matrix weights, DirectionScratch own, ConvolutionScratch scratch) {
        int size = taps.offsets.length * outputs;
        float[] byTerm = arrangedSize() == 0 ? own.prepared(size) : scratch.weights(size);
        taps.byTerm(scratch.rowMajor(weights), byTerm);
        if (arrangedSize() > 0) {
            arrange(byTerm, own.prepared(arrangedSize()));
        }
    }

    /** Floats of the weights where {@link #sum} does not read them term by term; 0 where it does. */
    int arrangedSize() {
        return 0;
    }

    /** Brings weights that lie term by term into the order in which {@link #sum} reads them. */
    void arrange(float[] byTerm, float[] arranged) {
        throw new IllegalStateException(this + " reads weights term by term");
    }

    @Override
    final void apply(
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
        float[] planes = own.planes(taps.size());
        fill(x, x0, planes);
        sum(own.prepared(), planes, bias, relu, y, y0, maxima, m0, scratch);
    }

    /** Copies a sample to its planes, which are zero in the beginning. */
    void fill(float[] source, int offset, float[] planes) {
        taps.fill(source, offset, planes);
    }

    /** As {@link #apply}, from the planes. */
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
