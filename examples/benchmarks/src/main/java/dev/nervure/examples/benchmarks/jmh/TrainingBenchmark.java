package dev.nervure.examples.benchmarks.jmh;

import dev.nervure.examples.benchmarks.engine.Engine;
import dev.nervure.examples.benchmarks.engine.Expected;
import dev.nervure.examples.benchmarks.engine.Training;
import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One training step of 32 samples with Adam. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TrainingBenchmark {
    /** An epoch of so many: Nervure's trainer is made anew for each, PyTorch's once, and neither should weigh. */
    private static final int STEPS = 64;

    @Param("NERVURE")
    public Engine engine;

    @Param("mlp")
    public String network;

    @Param("1")
    public int threads;

    private Training training;

    /** Once more the networks' outputs are checked before anything is timed. */
    @Setup
    public void check() {
        engine.inference(Subject.of(network), 1, 1, Expected.of(Subject.of(network), 1)).close();
    }

    @Setup(Level.Iteration)
    public void open() {
        training = engine.training(Subject.of(network), threads);
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void step() {
        training.steps(STEPS);
    }

    @TearDown(Level.Iteration)
    public void close() {
        training.close();
    }
}
