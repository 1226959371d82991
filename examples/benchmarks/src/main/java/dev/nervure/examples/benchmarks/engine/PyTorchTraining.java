package dev.nervure.examples.benchmarks.engine;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import dev.nervure.examples.benchmarks.networks.Subject;

/** PyTorch by DJL's trainer, as its {@code EasyTrain} uses it, without metrics. */
final class PyTorchTraining implements Training {
    private final Batches batches;
    private final Model model;
    private final Trainer trainer;
    private final Loss loss;
    private final float[] inputs;
    private final Shape shape;

    PyTorchTraining(Subject subject) {
        this.batches = new Batches(subject);
        this.model = Model.newInstance(subject.key(), "PyTorch");
        model.setBlock(PyTorchBlocks.of(subject, model.getNDManager()));
        this.loss = batches.classification() ? Loss.softmaxCrossEntropyLoss() : Loss.l2Loss();
        this.trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optOptimizer(Adam.builder()
                        .optLearningRateTracker(Tracker.fixed(1e-3f))
                        .build()));
        this.shape = new Shape(subject.inputShape(BATCH));
        trainer.initialize(shape);
        this.inputs = flat(batches.inputs());
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
        }
        return flat;
    }

    @Override
    public void steps(int count) {
        for (int i = 0; i < count; i++) {
            step(i);
        }
    }

    private void step(int batch) {
        try (NDManager step = model.getNDManager().newSubManager()) {
            NDList x = new NDList(step.create(inputs, shape));
            NDList y = new NDList(targets(step, batch));
            x.attach(step);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray value = loss.evaluate(y, trainer.forward(x, y));
                collector.backward(value);
                value.close();
            }
        }
        trainer.step();
    }

    private NDArray targets(NDManager manager, int batch) {
        return batches.classification()
                ? manager.create(batches.classes(batch))
                : manager.create(batches.values(batch), new Shape(BATCH, 1));
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
