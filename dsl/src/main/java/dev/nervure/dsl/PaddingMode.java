package dev.nervure.dsl;

/** Where a convolution adds zeros. */
public enum PaddingMode {
    /** The number of zeros that {@code padding} gives, before and after each axis. */
    EXPLICIT,
    /**
     * As many as needed so that the result is as large as the input; an odd zero goes to the end. For a stride of 1.
     */
    SAME,
    /** Before each axis only, so that no result depends on what comes later (van den Oord and others 2016). */
    CAUSAL
}
