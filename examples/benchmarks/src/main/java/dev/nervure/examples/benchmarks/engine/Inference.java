package dev.nervure.examples.benchmarks.engine;

/** A network that is ready to run for a fixed number of samples. */
public interface Inference extends AutoCloseable {
    /** Copies the inputs in, runs the network, copies the outputs out: what is timed, for every engine alike. */
    void run(float[] inputs, float[] outputs);

    @Override
    void close();
}
