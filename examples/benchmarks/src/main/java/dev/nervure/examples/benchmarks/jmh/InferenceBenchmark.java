package dev.nervure.examples.benchmarks.jmh;

import dev.nervure.examples.benchmarks.engine.Engine;
import dev.nervure.examples.benchmarks.engine.Expected;
import dev.nervure.examples.benchmarks.engine.Inference;
import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One call: inputs copied in, the network run, outputs copied out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class InferenceBenchmark {
    @Param("NERVURE")
    public Engine engine;

    @Param("mlp")
    public String network;

    @Param("1")
    public int samples;

    @Param("1")
    public int threads;

    private Inference inference;
    private float[] inputs;
    private float[] outputs;

    @Setup
    public void open() {
        Subject subject = Subject.of(network);
        Expected expected = Expected.of(subject, samples);
        inference = engine.inference(subject, samples, threads, expected);
        inputs = expected.inputs();
        outputs = new float[expected.outputs().length];
    }

    @Benchmark
    public float[] run() {
        inference.run(inputs, outputs);
        return outputs;
    }

    @TearDown
    public void close() {
        inference.close();
    }
}
