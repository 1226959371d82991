package dev.nervure.runtime.kernel.matrix;

import java.util.Arrays;

/**
 * The rows of a table's gradient that something was added to: all others are zeros, and nobody has to read or clear them.
 * Owned by one thread, as the gradient is.
 */
public final class TouchedRows {
    private final float[] values;
    private final int width;
    private int[] rows = {};
    private boolean[] marked = {};
    private int count;
    private boolean all;

    TouchedRows(float[] values, int width) {
        this.values = values;
        this.width = width;
    }

    /** How many rows there are of them. */
    public int count() {
        return all ? values.length / width : count;
    }

    /** The number of a row; {@code i} counts from 0, in the order in which they were touched first. */
    public int row(int i) {
        return all ? i : rows[i];
    }

    /** The values of all rows, one after the other. */
    public float[] values() {
        return values;
    }

    /** The floats of a row. */
    public int width() {
        return width;
    }

    /** Says that any value may have been written. */
    public void touchAll() {
        all = true;
    }

    void touch(int row) {
        if (marked.length == 0) {
            marked = new boolean[values.length / width];
            rows = new int[marked.length];
        }
        if (!marked[row]) {
            marked[row] = true;
            rows[count++] = row;
        }
    }

    /** Makes zeros of them, and forgets them. */
    void clear() {
        if (all) {
            Arrays.fill(values, 0f);
        }
        for (int i = 0; i < count; i++) {
            marked[rows[i]] = false;
            if (!all) {
                Arrays.fill(values, rows[i] * width, (rows[i] + 1) * width, 0f);
            }
        }
        count = 0;
        all = false;
    }
}
