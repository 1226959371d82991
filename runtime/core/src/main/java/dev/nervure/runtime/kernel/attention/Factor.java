package dev.nervure.runtime.kernel.attention;

import dev.nervure.runtime.kernel.Kernels;

/**
 * The right factor of small products, {@code b [terms, columns]}, copied to where the running provider reads it fastest.
 * Owned by one thread, and reused: it grows to the largest that it has held.
 */
abstract class Factor {
    /** Rows of results begin at multiples of this. */
    private static final int ROW = 64;

    /** In the running provider's manner. */
    static Factor create() {
        return Kernels.vectors() ? new VectorFactor() : new PortableFactor();
    }

    /** Floats from one row of a result to the next; what is behind its columns is of any content. */
    static int rowOf(int columns) {
        return (columns + ROW - 1) / ROW * ROW;
    }

    /** Row {@code k} begins at {@code offset + k * step}. */
    abstract void set(float[] b, int offset, int step, int terms, int columns);

    /** Column {@code j} begins at {@code offset + j * step}. */
    abstract void setColumns(float[] b, int offset, int step, int terms, int columns);

    /**
     * {@code c[m][j] = Σₖ a[m][k] · b[k][j]}, or added to it, for the first {@code terms} and at least the first
     * {@code columns}. Element {@code (m, k)} of {@code a} is at {@code a0 + m * aRow + k * aTerm}; rows of {@code c} begin
     * {@code cRow} floats apart, at least {@link #rowOf} the columns.
     */
    abstract void multiply(
            float[] a, int a0, int aRow, int aTerm, int rows, int terms, int columns, float[] c, int cRow, boolean add);
}
