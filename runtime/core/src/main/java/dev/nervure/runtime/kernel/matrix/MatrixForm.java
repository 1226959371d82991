package dev.nervure.runtime.kernel.matrix;

import org.jspecify.annotations.Nullable;

/** What a {@link Matrix} is made of: an order of the weights in memory, their type, and the products of both. */
abstract class MatrixForm {
    final int outputs;
    final int inputs;

    MatrixForm(int outputs, int inputs) {
        this.outputs = outputs;
        this.inputs = inputs;
    }

    /** {@code y = x · Wᵀ + b}. */
    abstract void product(float[] x, int xOffset, int rows, float @Nullable [] bias, float[] y, int yOffset);

    /** See {@link Matrix#inputGradient}. */
    abstract void inputGradient(float[] delta, int deltaOffset, int rows, float[] dx, int dxOffset, boolean add);

    /** See {@link Matrix#weightGradient}. */
    abstract void weightGradient(float[] delta, int deltaOffset, int rows, float[] x, int xOffset, boolean add);

    /** Copies row {@code j} of {@code W}. */
    abstract void readRow(int j, float[] target, int offset);

    /** Adds to row {@code j} of {@code W}. */
    abstract void addToRow(int j, float[] source, int offset);

    /** The arrays of floats that hold the values. */
    abstract float[][] chunks();

    /** Copies the values out, row-major. */
    abstract void read(float[] rowMajor);

    /** Copies the values in, row-major. */
    abstract void write(float[] rowMajor);

    /** The weights in fewer bits, row-major; null if they are 32-bit floats. */
    @Nullable
    SmallWeights held() {
        return null;
    }

    /** The rows that something was added to, of a table of floats; null of all else. */
    @Nullable
    TouchedRows touched() {
        return null;
    }

    /** The memory of the weights, padding included. */
    long bytes() {
        long bytes = 0;
        for (float[] chunk : chunks()) {
            bytes += (long) chunk.length * Float.BYTES;
        }
        return bytes;
    }
}
