package dev.nervure.runtime.kernel.matrix;

import org.jspecify.annotations.Nullable;

/** Rows of floats one after another, of a table that is only looked up: a row is read from one place. */
final class TableForm extends MatrixForm {
    private final float[] rows;
    private final TouchedRows touched;

    TableForm(int outputs, int inputs) {
        super(outputs, inputs);
        this.rows = new float[outputs * inputs];
        this.touched = new TouchedRows(rows, inputs);
    }

    @Override
    TouchedRows touched() {
        return touched;
    }

    @Override
    void product(float[] x, int xOffset, int rows, float @Nullable [] bias, float[] y, int yOffset) {
        throw lookedUp();
    }

    @Override
    void inputGradient(float[] delta, int deltaOffset, int rows, float[] dx, int dxOffset, boolean add) {
        throw lookedUp();
    }

    @Override
    void weightGradient(float[] delta, int deltaOffset, int rows, float[] x, int xOffset, boolean add) {
        throw lookedUp();
    }

    static IllegalStateException lookedUp() {
        return new IllegalStateException("a table is looked up and not multiplied");
    }

    @Override
    void readRow(int j, float[] target, int offset) {
        System.arraycopy(rows, j * inputs, target, offset, inputs);
    }

    @Override
    void addToRow(int j, float[] source, int offset) {
        touched.touch(j);
        int at = j * inputs;
        for (int i = 0; i < inputs; i++) {
            rows[at + i] += source[offset + i];
        }
    }

    @Override
    float[][] chunks() {
        return new float[][] {rows};
    }

    @Override
    void read(float[] rowMajor) {
        System.arraycopy(rows, 0, rowMajor, 0, rows.length);
    }

    @Override
    void write(float[] rowMajor) {
        System.arraycopy(rowMajor, 0, rows, 0, rows.length);
        touched.touchAll();
    }
}
