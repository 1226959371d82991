package dev.nervure.training;

import org.jspecify.annotations.Nullable;

/** The samples of one epoch, one after another. */
interface SampleReader extends AutoCloseable {
    /** The next sample; null after the last. */
    @Nullable
    Sample next();

    /** The number, in the data set's own order, of the sample that {@link #next} returned last. */
    long number();

    @Override
    void close();
}
