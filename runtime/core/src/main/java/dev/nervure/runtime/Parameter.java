package dev.nervure.runtime;

/** A named learned array, with PyTorch's name and layout whatever its layout in memory. */
public interface Parameter {
    /** PyTorch's name, such as {@code hidden.weight}. */
    String name();

    /** PyTorch's shape, such as {@code [out, in]}. */
    int[] shape();

    /** The number of values. */
    int size();

    /** A copy of the values, row-major in {@link #shape}. */
    float[] values();

    /**
     * Replaces all values, row-major in {@link #shape}.
     *
     * @throws IllegalArgumentException if their number differs
     */
    void set(float[] values);

    /** Whether training changes it: neither declared as fixed, nor frozen. */
    boolean trainable();

    /**
     * Keeps training from changing this parameter, or lets it again. A statistic is never trained; the running statistics
     * of a batch norm follow the batches unless its running mean is frozen, and then training computes with them too.
     */
    void freeze(boolean frozen);
}
