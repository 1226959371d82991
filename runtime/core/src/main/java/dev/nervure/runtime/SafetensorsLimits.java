package dev.nervure.runtime;

/**
 * How much a header may hold, so that a hostile file takes no more memory than a good one.
 *
 * @param tensors the number of tensors
 */
record SafetensorsLimits(int tensors) {
    /** The limit of the format's own library, in bytes. */
    static final int MAX_HEADER = 100_000_000;

    /** The number of axes of a tensor. */
    static final int RANK = 64;

    /** The number of entries about the file. */
    static final int METADATA = 10_000;

    private static final int METADATA_BYTES = 1 << 20; // what published files say of themselves
    private static final int BYTES_A_TENSOR = 1_000; // long names and shapes included

    /** Bytes of the header; its strings have no more characters than that. */
    long header() {
        return Math.min(METADATA_BYTES + (long) tensors * BYTES_A_TENSOR, MAX_HEADER);
    }
}
