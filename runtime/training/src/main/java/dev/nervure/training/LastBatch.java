package dev.nervure.training;

/** What becomes of the samples at the end of an epoch that do not fill a batch. */
enum LastBatch {
    /** They are a smaller batch. */
    KEEP,

    /** They are left out. */
    DROP,

    /** They join the batch before them. */
    MERGE
}
