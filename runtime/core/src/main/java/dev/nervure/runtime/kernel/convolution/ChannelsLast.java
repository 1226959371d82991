package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.matrix.Matrix;

/** The forward direction of a convolution whose results are rows, one a place, of all its outputs. */
abstract class ChannelsLast {
    final ConvolutionShape shape;
    final int places;

    ChannelsLast(ConvolutionShape shape) {
        this.shape = shape;
        this.places = shape.outputHeight() * shape.outputWidth();
    }

    /** Brings the weights into the order in which {@link #apply} reads them; called again when they have changed. */
    abstract void prepare(Matrix weights, DirectionScratch own, ConvolutionScratch scratch);

    /** Whether it is the best way for channels first as well, its results turned round at the end. */
    boolean suitsPlanes() {
        return false;
    }

    /** Columns of what ends the results: the outputs, or so many that all vectors have their values. */
    abstract int columns();

    /** Whether sums begin with the bias, as they do where channels are first; otherwise it is added last. */
    abstract boolean startsWithBias();

    /**
     * One sample.
     *
     * @param last whether the channels of x are its last axis
     * @param start what sums begin with, {@link #columns} of it
     * @param y where results go, from {@code y0} on, as rows
     */
    abstract void apply(
            DirectionScratch own,
            float[] x,
            int x0,
            boolean last,
            float[] start,
            RowEnding ending,
            float[] y,
            int y0,
            ConvolutionScratch scratch);

    /** Channels last in planes with zeros around them: what reaches beyond the sample stays zero. */
    final float[] padded(DirectionScratch own, float[] x, int x0) {
        int row = shape.width() * shape.channels();
        int paddedRow = (shape.left() + shape.width() + shape.right()) * shape.channels();
        float[] planes = own.planes((shape.top() + shape.height() + shape.bottom()) * paddedRow);
        for (int h = 0; h < shape.height(); h++) {
            int to = (shape.top() + h) * paddedRow + shape.left() * shape.channels();
            System.arraycopy(x, x0 + h * row, planes, to, row);
        }
        return planes;
    }
}
