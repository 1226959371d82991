package dev.nervure.training;

import java.util.function.Supplier;

/** The samples of one pass over a data set, one after another. One thread at a time moves it on. */
interface SampleReader extends AutoCloseable {
    /** Moves to the next sample; false after the last. */
    boolean next();

    /** The number, in the data set's own order, of the sample that {@link #next} moved to. */
    long number();

    /**
     * The sample that {@link #next} moved to, prepared if it is not at hand.
     *
     * @throws IllegalStateException with the sample's number, if preparing it fails
     */
    Sample sample();

    /** What prepares the sample that {@link #next} moved to, in any thread and as often as wanted. */
    default Supplier<Sample> draft() {
        Sample sample = sample();
        return () -> sample;
    }

    @Override
    void close();
}
