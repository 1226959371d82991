package dev.nervure.examples.benchmarks.engine;

import dev.nervure.examples.benchmarks.networks.Subject;
import dev.nervure.training.Dataset;
import dev.nervure.runtime.Model;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import java.util.HashMap;
import java.util.Map;

/** Nervure's trainer, one epoch of as many batches as steps are asked for. */
final class NervureTraining implements Training {
    private final Model model;
    private final Batches batches;
    private final int threads;
    private final Map<Integer, Dataset> samples = new HashMap<>();

    NervureTraining(Subject subject, int threads) {
        this.model = subject.model();
        this.batches = new Batches(subject);
        this.threads = threads;
    }

    @Override
    public void steps(int count) {
        Trainer.of(model)
                .optimizer(Optimizers.adam(1e-3f))
                .batchSize(BATCH)
                .threads(threads)
                .fit(samples.computeIfAbsent(count, this::samples));
    }

    private Dataset samples(int count) {
        float[][] inputs = new float[count * BATCH][];
        int[] classes = new int[inputs.length];
        float[][] values = new float[inputs.length][1];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = batches.inputs()[i % BATCH];
            classes[i] = batches.classes(i / BATCH)[i % BATCH];
            values[i][0] = batches.values(i / BATCH)[i % BATCH];
        }
        return batches.classification() ? Dataset.of(inputs, classes) : Dataset.of(inputs, values);
    }

    @Override
    public void close() {}
}
