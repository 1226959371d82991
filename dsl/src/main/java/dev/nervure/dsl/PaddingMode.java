package dev.nervure.dsl;

/** Where a convolution adds zeros. */
public enum PaddingMode {
    /** The number of zeros that {@code padding} gives, before and after each axis. */
    EXPLICIT,
    /**
     * As many as needed for a result of size {@code ⌈size / stride⌉}, which for a stride of 1 is the size of the input;
     * an odd zero goes to the end, as in TensorFlow. Along a variable axis the stride must be 1.
     */
    SAME,
    /** Before each axis only, so that no result depends on what comes later (van den Oord and others 2016). */
    CAUSAL
}
