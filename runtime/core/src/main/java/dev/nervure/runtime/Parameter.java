package dev.nervure.runtime;

/** A named learned array, with PyTorch's name and layout whatever its layout in memory. */
public interface Parameter {
    /**
     * PyTorch's name of the parameter.
     *
     * @return the name, such as {@code hidden.weight}
     */
    String name();

    /**
     * PyTorch's shape of the parameter.
     *
     * @return a copy of the sizes of its axes, such as {@code [out, in]}
     */
    int[] shape();

    /**
     * The number of values.
     *
     * @return the product of the sizes in {@link #shape}, in floats
     */
    int size();

    /**
     * A copy of the values as floats, whatever precision they are held in.
     *
     * @return the values, row-major in {@link #shape}
     */
    float[] values();

    /**
     * Replaces all values, rounding them to the precision that they are held in. Do not call it while another thread runs a pass of the model.
     *
     * @param values the new values, row-major in {@link #shape}; they are copied
     * @throws IllegalArgumentException if their number differs from {@link #size}
     */
    void set(float[] values);

    /**
     * Whether training changes this parameter.
     *
     * @return false if it is a statistic, was declared as fixed, or is frozen
     */
    boolean trainable();

    /**
     * Freezes this parameter, so that training does not change it, or thaws it. A statistic is never trained. The
     * running statistics of a batch norm follow the batches until its running mean is frozen. From then on training
     * computes with the running statistics too.
     *
     * @param frozen true to freeze, false to thaw
     */
    void freeze(boolean frozen);

    /**
     * How the values are held.
     *
     * @return the precision; 32-bit floats unless {@link Model#withPrecision} or a file has changed it
     */
    Precision precision();

    /**
     * The memory that the values take, with scales and padding.
     *
     * @return the number of bytes
     */
    long bytes();

    /**
     * Says how the values are held, and of 32-bit floats why no other precision can be had where that is so.
     *
     * @return one line, such as {@code 8-bit integers, a scale for each of 128 outputs}
     */
    String form();
}
