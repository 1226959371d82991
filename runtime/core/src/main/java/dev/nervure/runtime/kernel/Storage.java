package dev.nervure.runtime.kernel;

/**
 * How the values of a parameter, of its gradient or of an optimiser's memory of it lie in memory. Two storages made for
 * the same parameter have the same chunks, so whatever works value by value (an optimiser's step, a norm, a sum of
 * shards) walks the chunks side by side and need not know the layout. Padding in a chunk is zero and stays zero.
 */
public interface Storage {
    /** The arrays that hold the values, live. Who writes to them says so by {@link #changed}. */
    float[][] chunks();

    /**
     * Tells that values have been written to {@link #chunks}, for what was derived from the old ones. {@link #write} tells
     * it by itself.
     */
    default void changed() {}

    /** Copies the values out, row-major in the parameter's own shape. */
    void read(float[] rowMajor);

    /** Copies the values in, row-major in the parameter's own shape. */
    void write(float[] rowMajor);

    /** A storage of the same layout, filled with zeros. */
    Storage zeros();

    /** Values one after another: vectors, tables, and matrices of tiny layers. */
    static Storage flat(float[] values) {
        return new FlatStorage(values);
    }

    /**
     * A matrix {@code [out, in]} kept as {@code in} rows of {@code out} values: {@code rows[i][j]} is the weight of input
     * {@code i} to output {@code j}. Rows are arrays of their own because HotSpot vectorises {@code y[j] += x * row[j]}
     * and not {@code y[j] += x * w[offset + j]}.
     */
    static Storage inputMajor(float[][] rows) {
        return new InputMajorStorage(rows);
    }
}
