package dev.nervure.examples.benchmarks.jmh;

import dev.nervure.examples.benchmarks.engine.Expected;
import dev.nervure.examples.benchmarks.networks.Subject;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TrainingPass;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Nervure's low-level forward and backward pass, which must allocate nothing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BackwardBenchmark {
    @Param("mlp")
    public String network;

    @Param("1")
    public int samples;

    private final TrainingPass pass = TrainingPass.of(1, 0);
    private Model model;
    private Activations activations;
    private Gradients gradients;

    @Setup
    public void open() {
        Subject subject = Subject.of(network);
        model = subject.model();
        activations = model.newTrainingActivations(samples);
        gradients = model.newTrainingGradients(samples);
        float[] inputs = Expected.of(subject, samples).inputs();
        System.arraycopy(inputs, 0, activations.floats(model.inputs().get(0).name()), 0, inputs.length);
    }

    @Benchmark
    public float run() {
        model.forward(activations, samples, pass);
        return model.backward(activations, gradients, samples);
    }
}
