package dev.nervure.dsl;

/** Where a convolution adds zeros. */
public enum PaddingMode {
    /** As many as {@code padding} says, before and after each axis. */
    EXPLICIT,
    /** So that the result is as large as what is read; an odd one stands at the end. For a stride of 1. */
    SAME,
    /** Before each axis only, so that no result depends on what comes later (van den Oord and others 2016). */
    CAUSAL
}
