package dev.nervure.runtime.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The weights {@code W [out, in]} of a large product, in whatever layout the running provider multiplies fastest, and
 * the three products that a dense layer needs. The gradient of a matrix is a matrix of the same layout. Layout and
 * instruction set are the provider's ({@link Kernels}); results agree between providers up to rounding.
 *
 * <p>All arrays are row-major: {@code x [rows, in]}, {@code y [rows, out]}, from the given offset.
 */
public abstract class Matrix implements Storage {
    protected final int outputs;
    protected final int inputs;

    protected Matrix(int outputs, int inputs) {
        this.outputs = outputs;
        this.inputs = inputs;
    }

    /** A matrix of zeros in the running provider's layout. */
    public static Matrix of(int outputs, int inputs) {
        return Kernels.vectors() ? new VectorMatrix(outputs, inputs) : new PortableMatrix(outputs, inputs);
    }

    /** {@code y = f(x · Wᵀ + b)}. */
    public abstract void multiply(
            float[] x, int xOffset, int rows, float @Nullable [] bias, Epilogue f, float[] y, int yOffset);

    /**
     * {@code y = f(x · Wᵀ + b + r)}, with the bits of a sum by itself.
     *
     * @param residual r, which lies as y does, from {@code yOffset} on, in another array
     */
    public final void multiply(
            float[] x,
            int xOffset,
            int rows,
            float @Nullable [] bias,
            float[] residual,
            Epilogue f,
            float[] y,
            int yOffset) {
        multiply(x, xOffset, rows, bias, Epilogue.NONE, y, yOffset);
        Elementwise.add(residual, f, y, yOffset, rows * outputs);
    }

    /** {@code ∂x = δ · W}, or {@code ∂x += δ · W}. */
    public abstract void inputGradient(float[] delta, int deltaOffset, int rows, float[] dx, int dxOffset, boolean add);

    /** This matrix, a gradient, becomes {@code δᵀ · x}, or grows by it. */
    public abstract void weightGradient(float[] delta, int deltaOffset, int rows, float[] x, int xOffset, boolean add);

    /** Copies row {@code j} of {@code W}, {@code in} values, to {@code target}: an embedding's look-up. */
    public abstract void readRow(int j, float[] target, int offset);

    /** Adds {@code in} values to row {@code j}: the gradient of {@link #readRow}. */
    public abstract void addToRow(int j, float[] source, int offset);

    @Override
    public abstract Matrix zeros();
}
