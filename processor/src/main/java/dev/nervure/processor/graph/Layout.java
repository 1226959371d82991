package dev.nervure.processor.graph;

/** How a parameter lies in memory, and with it how the products that read it are written. */
public enum Layout {
    /** One array, row-major. A dense layer reads it unrolled to the last multiply-add. */
    FLAT,
    /** One array for each input, with a weight for each output: loops over rows that HotSpot vectorises. */
    INPUT_MAJOR,
    /** The runtime's {@code Matrix}: its kernels multiply it. */
    MATRIX,
    /** The runtime's {@code Matrix} as a table: its rows are looked up and not multiplied. */
    TABLE
}
