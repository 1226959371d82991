package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.matrix.Matrix;

/**
 * What calls of one {@link Convolution} work in, owned by one thread and used for no other. Arrays are
 * made when they are first needed, and kept.
 */
public final class ConvolutionScratch {
    final DirectionScratch forward = new DirectionScratch();
    final DirectionScratch windows = new DirectionScratch();
    final DirectionScratch backward = new DirectionScratch();
    final DirectionScratch last = new DirectionScratch();
    final RowEnding ending = new RowEnding();
    private float[] input = {};
    private float[] weights = {};
    private float[] rowMajor = {};
    private float[] other = {};
    private float[] sum = {};
    private float[] delta = {};
    private float[] maxima = {};
    private float[] maximaGradient = {};
    private float[] buffer = {};
    private float[] overflow = {};
    private float[] turned = {};
    private float[][] turnedRows = {};
    private float[][] tile = {};
    private float[][] parts = {};
    private float[] bandSums = {};
    private float[] bandRows = {};
    private float[] starts = {};
    private float[] lastInput = {};
    private float[] firstInput = {};

    /** Empty: arrays come with the calls that need them. */
    public ConvolutionScratch() {}

    /** The input's planes; as all arrays here, zero where nothing has been written. */
    float[] input(int size) {
        return input.length >= size ? input : (input = new float[size]);
    }

    /** Results of a band of rows. */
    float[] sums(int size) {
        return bandSums.length >= size ? bandSums : (bandSums = new float[size]);
    }

    /** A band of rows on their way to the results. */
    float[] rows(int size) {
        return bandRows.length >= size ? bandRows : (bandRows = new float[size]);
    }

    /** The weights {@code [outputs, terms]}, row by row. */
    float[] rowMajor(Matrix matrix) {
        int size = matrix.size();
        rowMajor = rowMajor.length >= size ? rowMajor : new float[size];
        matrix.read(rowMajor);
        return rowMajor;
    }

    /** Results that are brought together at the end, in arrays of their own. */
    float[][] parts(int count, int size) {
        return parts = grown(parts, count, size);
    }

    /** Weights in another order. */
    float[] weights(int size) {
        return weights.length >= size ? weights : (weights = new float[size]);
    }

    /** A sample's gradient on its way to a sum. */
    float[] sum(int size) {
        return sum.length >= size ? sum : (sum = new float[size]);
    }

    /** A sample's gradient of the output, where it comes from maxima. */
    float[] delta(int size) {
        return delta.length >= size ? delta : (delta = new float[size]);
    }

    /** A sample's maxima. */
    float[] maxima(int size) {
        return maxima.length >= size ? maxima : (maxima = new float[size]);
    }

    /** Their gradient. */
    float[] maximaGradient(int size) {
        return maximaGradient.length >= size ? maximaGradient : (maximaGradient = new float[size]);
    }

    /** Whatever an implementation copies. */
    float[] other(int size) {
        return other.length >= size ? other : (other = new float[size]);
    }

    /** Results of an output whose last vectors reach beyond their array. */
    float[] overflow(int size) {
        return overflow.length >= size ? overflow : (overflow = new float[size]);
    }

    /** A few vectors. */
    float[] buffer(int size) {
        return buffer.length >= size ? buffer : (buffer = new float[size]);
    }

    /** What the sums of each output begin with. */
    float[] starts(int size) {
        return starts.length >= size ? starts : (starts = new float[size]);
    }

    /** A sample with its channels last. */
    float[] lastInput(int size) {
        return lastInput.length >= size ? lastInput : (lastInput = new float[size]);
    }

    /** A sample with its channels first. */
    float[] firstInput(int size) {
        return firstInput.length >= size ? firstInput : (firstInput = new float[size]);
    }

    /** The output's gradient, place by place. */
    float[] turned(int size) {
        return turned.length >= size ? turned : (turned = new float[size]);
    }

    /** The output's gradient, place by place in rows of their own. */
    float[][] turned(int count, int width) {
        return turnedRows = grown(turnedRows, count, width);
    }

    /** Taps copied to rows of their own. */
    float[][] tile(int count, int width) {
        return tile = grown(tile, count, width);
    }

    static float[][] grown(float[][] old, int count, int width) {
        if (old.length == 0) {
            return new float[count][width];
        }
        return old.length >= count && old[0].length >= width
                ? old
                : new float[Math.max(count, old.length)][Math.max(width, old[0].length)];
    }
}
