package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.Kernels;
import dev.nervure.runtime.kernel.Rows;
import dev.nervure.runtime.kernel.Storage;
import dev.nervure.runtime.kernel.function.Epilogue;
import dev.nervure.runtime.kernel.internal.Team;
import org.jspecify.annotations.Nullable;

/**
 * The weights {@code W [out, in]} of a large product, in whatever layout the running provider multiplies fastest, and
 * the three products that a dense layer needs. The gradient of a matrix is a matrix of the same layout. Layout and
 * instruction set are the provider's ({@link Kernels}); results agree between providers up to rounding.
 *
 * <p>The weights are 32-bit floats, or what {@link #hold} was given: fewer bits, for inference. Whoever multiplies does not
 * see the difference. Do not change what a matrix holds while another thread reads it.
 *
 * <p>All arrays are row-major: {@code x [rows, in]}, {@code y [rows, out]}, from the given offset on. Offsets count floats,
 * {@code rows} counts rows.
 */
public final class Matrix implements Storage {
    /** Fewer rows than this are not handed to another thread, nor fewer multiply-adds than this. */
    private static final int LEAST_ROWS = 6;

    private static final int LEAST_PRODUCTS = 500_000;

    private final int outputs;
    private final int inputs;
    private final int leastRows;
    private MatrixForm form;
    private int version;

    private final boolean table;

    private Matrix(int outputs, int inputs, boolean table) {
        this.outputs = outputs;
        this.inputs = inputs;
        this.table = table;
        this.leastRows = (int) Math.max(LEAST_ROWS, LEAST_PRODUCTS / Math.max(1L, (long) outputs * inputs));
        this.form = floats();
    }

    /** A matrix of zeros in the running provider's layout. */
    public static Matrix of(int outputs, int inputs) {
        return new Matrix(outputs, inputs, false);
    }

    /** A table of zeros whose rows are looked up and not multiplied: {@link #readRow} reads a row from one place. */
    public static Matrix table(int rows, int width) {
        return new Matrix(rows, width, true);
    }

    private MatrixForm floats() {
        if (table) {
            return new TableForm(outputs, inputs);
        }
        return Kernels.vectors() ? new VectorMatrix(outputs, inputs) : new PortableMatrix(outputs, inputs);
    }

    /** The number of rows of {@code W}. */
    public int outputs() {
        return outputs;
    }

    /** The number of columns of {@code W}. */
    public int inputs() {
        return inputs;
    }

    /**
     * Replaces the weights by ones of fewer bits.
     *
     * @param weights row-major, {@link #size} values
     */
    public void hold(SmallWeights weights) {
        if (weights.size() != size()) {
            throw new IllegalArgumentException(outputs + " x " + inputs + " weights, got " + weights.size());
        }
        form = table ? new SmallTable(outputs, inputs, weights) : weights.form(outputs, inputs);
        changed();
    }

    /** The weights as they are held, row-major; null if they are 32-bit floats. */
    public @Nullable SmallWeights held() {
        return form.held();
    }

    /** This matrix, or one of 32-bit floats of the same values if this one holds fewer bits. */
    public Matrix asFloats() {
        if (form.held() == null) {
            return this;
        }
        Matrix floats = zeros();
        float[] values = new float[size()];
        read(values);
        floats.write(values);
        return floats;
    }

    /** The memory that the weights take, padding included. */
    public long bytes() {
        return form.bytes();
    }

    /**
     * {@code y = e(x · Wᵀ + b)}, with the bits of the epilogue's steps one by one. Rows are worked on in groups, each
     * while it is in the cache. One row alone may leave out the terms whose input is zero, with the same bits as long as
     * the weights are finite.
     *
     * @param xOffset where the rows of x begin, in floats
     * @param e what is done with the results; a residual lies as y does, from {@code yOffset} on
     * @param yOffset where the rows of y begin, in floats
     */
    public void multiply(
            float[] x, int xOffset, int rows, float @Nullable [] bias, Epilogue e, float[] y, int yOffset) {
        if (Team.shares(rows, leastRows) && e.isShareable()) {
            Team.share(
                    rows,
                    leastRows,
                    (first, count) -> alone(x, xOffset + first * inputs, count, bias, e, y, yOffset + first * outputs));
        } else {
            alone(x, xOffset, rows, bias, e, y, yOffset);
        }
    }

    private void alone(float[] x, int xOffset, int rows, float @Nullable [] bias, Epilogue e, float[] y, int yOffset) {
        int step = Math.max(1, e.rowsAtOnce(rows, outputs, inputs));
        for (int r = 0; r < rows; r += step) {
            int count = Math.min(step, rows - r);
            int to = yOffset + r * outputs;
            form.product(x, xOffset + r * inputs, count, bias, y, to);
            e.applyToRows(y, to, count, outputs);
        }
    }

    /**
     * {@code ∂x = δ · W}, or {@code ∂x += δ · W}.
     *
     * @param delta δ {@code [rows, out]}, from float {@code deltaOffset} on
     * @param dx ∂x {@code [rows, in]}, from float {@code dxOffset} on
     * @param add whether to add to ∂x
     */
    public void inputGradient(float[] delta, int deltaOffset, int rows, float[] dx, int dxOffset, boolean add) {
        form.inputGradient(delta, deltaOffset, rows, dx, dxOffset, add);
    }

    /**
     * This matrix, a gradient, becomes {@code δᵀ · x}, or grows by it.
     *
     * @param delta δ {@code [rows, out]}, from float {@code deltaOffset} on
     * @param x {@code [rows, in]}, from float {@code xOffset} on
     * @param add whether to add to this matrix
     */
    public void weightGradient(float[] delta, int deltaOffset, int rows, float[] x, int xOffset, boolean add) {
        form.weightGradient(delta, deltaOffset, rows, x, xOffset, add);
    }

    /** Copies row {@code j} of {@code W}, {@code in} floats, to {@code target} from float {@code offset} on: an embedding's look-up. */
    public void readRow(int j, float[] target, int offset) {
        form.readRow(j, target, offset);
    }

    /** Adds {@code in} floats of {@code source}, from float {@code offset} on, to row {@code j}: the gradient of {@link #readRow}. */
    public void addToRow(int j, float[] source, int offset) {
        form.addToRow(j, source, offset);
    }

    /** Of a table of floats the rows that {@link #addToRow} added to since the last {@link #clear}; null of any other matrix. */
    public @Nullable TouchedRows touched() {
        return form.touched();
    }

    /** Makes zeros of all values: of a table, of the rows that were touched. */
    public void clear() {
        TouchedRows touched = form.touched();
        if (touched == null) {
            Rows.zero(form.chunks());
        } else {
            touched.clear();
        }
    }

    /** Adds the touched rows of another table of the same size. */
    public void addTouched(Matrix other) {
        TouchedRows rows = other.form.touched();
        if (rows == null) {
            throw new IllegalArgumentException("only tables know which rows were touched");
        }
        for (int i = 0; i < rows.count(); i++) {
            form.addToRow(rows.row(i), rows.values(), rows.row(i) * inputs);
        }
    }

    /** The number of values, without padding. */
    public int size() {
        return outputs * inputs;
    }

    /** Another number after each {@link #changed}: what was derived from the values is valid as long as it is the same. */
    public int version() {
        return version;
    }

    /**
     * The arrays that hold the values, live.
     *
     * @throws IllegalStateException if they are no 32-bit floats
     */
    @Override
    public float[][] chunks() {
        return form.chunks();
    }

    @Override
    public void changed() {
        version++;
    }

    @Override
    public void read(float[] rowMajor) {
        form.read(rowMajor);
    }

    /** Copies the values in; from then on they are 32-bit floats. */
    @Override
    public void write(float[] rowMajor) {
        if (form.held() != null) {
            form = floats();
        }
        form.write(rowMajor);
        changed();
    }

    @Override
    public Matrix zeros() {
        return new Matrix(outputs, inputs, table);
    }
}
