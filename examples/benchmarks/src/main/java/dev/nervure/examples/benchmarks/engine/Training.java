package dev.nervure.examples.benchmarks.engine;

/** A network that learns from batches of random samples, with Adam at 0.001. */
public interface Training extends AutoCloseable {
    /** So many samples go into a step. */
    int BATCH = 32;

    /** Takes a number of steps: copies a batch in, runs forward and backward, changes the weights. */
    void steps(int count);

    @Override
    void close();
}
