package dev.nervure.training;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.WeightsFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model in place.
 *
 * <pre>{@code
 * TrainingHistory history = Trainer.of(model)
 *     .optimizer(Optimizers.adam(1e-3f)).batchSize(64).epochs(20).seed(1).threads(2)
 *     .validation(test).listener(ConsoleProgress.create())
 *     .fit(train);
 * }</pre>
 *
 * <p>The same seed, data and number of threads give the same bits; another number of threads the same result up to
 * rounding. While it runs, nobody else may use the model.
 */
public final class Trainer {
    final Model model;
    final List<TrainingListener> listeners = new ArrayList<>();
    final List<Penalty> penalties = new ArrayList<>();
    Optimizer optimizer = Optimizers.adam(1e-3f);
    Schedule schedule = Schedule.constant();
    int batchSize = 32;
    int epochs = 1;
    int threads = 1;
    int accumulate = 1;
    boolean dropLast;
    long seed;
    float clipNorm;

    @Nullable
    Dataset validation;

    @Nullable
    EarlyStopping earlyStopping;

    @Nullable
    Path checkpoint;

    int checkpointEvery = 1;

    @Nullable
    Path resume;

    private @Nullable List<Metric> metrics;
    private final AtomicBoolean fitting = new AtomicBoolean();

    private Trainer(Model model) {
        this.model = model;
    }

    /**
     * A trainer with Adam at 0.001, batches of 32, one epoch and one thread.
     *
     * @throws IllegalArgumentException if the model is declared without a loss
     */
    public static Trainer of(Model model) {
        if (Internals.losses(model).isEmpty()) {
            throw new IllegalArgumentException(model.name() + " is declared without a loss, so there is nothing to "
                    + "train it towards; give its declaration a loss");
        }
        return new Trainer(model);
    }

    public Trainer optimizer(Optimizer optimizer) {
        this.optimizer = optimizer;
        return this;
    }

    /** How the learning rate changes; constant if not called. */
    public Trainer schedule(Schedule schedule) {
        this.schedule = schedule;
        return this;
    }

    /** Samples between two steps; the last batch of an epoch may be smaller. */
    public Trainer batchSize(int batchSize) {
        this.batchSize = Checks.positive("batchSize", batchSize);
        return this;
    }

    /** Leaves out the samples at the end of an epoch that do not fill a batch, as PyTorch's {@code drop_last}. */
    public Trainer dropLast() {
        this.dropLast = true;
        return this;
    }

    public Trainer epochs(int epochs) {
        this.epochs = Checks.positive("epochs", epochs);
        return this;
    }

    /** Where the order of samples and dropout come from; 0 if not called. */
    public Trainer seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Threads that share each batch. Up to as many as there are processors wait awake for each other, for 0.3 ms. */
    public Trainer threads(int threads) {
        this.threads = Checks.positive("threads", threads);
        return this;
    }

    /** Samples to evaluate with after each epoch. */
    public Trainer validation(Dataset validation) {
        this.validation = validation;
        return this;
    }

    /** What to measure beside the loss; accuracy for classes and errors for values if not called. */
    public Trainer metrics(Metric... metrics) {
        this.metrics = List.of(metrics);
        return this;
    }

    /** Scales the gradient of all parameters down to this norm where it is larger: PyTorch's {@code clip_grad_norm_}. */
    public Trainer clipNorm(float norm) {
        this.clipNorm = Checks.positive("the norm to clip to", norm);
        return this;
    }

    /**
     * One step for several batches: that of one batch with all their samples, as far as the network treats each sample
     * alone. Batch norm takes its statistics from each batch.
     */
    public Trainer accumulate(int batches) {
        this.accumulate = Checks.positive("the batches to accumulate", batches);
        return this;
    }

    /**
     * Adds {@code factor · Σ|w|} to what is minimised, though not to the loss that is shown.
     *
     * @param names whose weights: a parameter's name, where {@code *} stands for anything, such as {@code *.weight}
     */
    public Trainer l1(String names, float factor) {
        return penalty(new Penalty(names, factor, 0));
    }

    /** Adds {@code factor / 2 · Σw²}, as {@link #l1} does; with plain gradient descent this is weight decay. */
    public Trainer l2(String names, float factor) {
        return penalty(new Penalty(names, 0, factor));
    }

    /**
     * Stops after {@code patience} epochs in a row without a lower loss, on the validation samples if there are any. The
     * weights at the end are those of the best epoch, also if training is not stopped early.
     */
    public Trainer earlyStopping(int patience) {
        return earlyStopping(patience, 0f);
    }

    /** As {@link #earlyStopping(int)}; a loss counts as lower if it is by more than {@code minImprovement}. */
    public Trainer earlyStopping(int patience, float minImprovement) {
        this.earlyStopping = new EarlyStopping(patience, minImprovement);
        return this;
    }

    /** Writes all that is needed to {@link #resume} after every so many epochs, and after the last. */
    public Trainer checkpoint(Path file, int everyEpochs) {
        this.checkpoint = file;
        this.checkpointEvery = Checks.positive("the epochs between two checkpoints", everyEpochs);
        return this;
    }

    /**
     * Continues from a checkpoint: with the settings and data of the run that wrote it, to the bits that it would have
     * come to. The model's own weights are replaced.
     */
    public Trainer resume(Path file) {
        this.resume = file;
        return this;
    }

    /** Adds a listener. */
    public Trainer listener(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Adds a listener to what each epoch came to. */
    public Trainer onEpoch(Consumer<TrainingHistory.Epoch> action) {
        return listener(new TrainingListener() {
            @Override
            public void onEpoch(TrainingHistory.Epoch epoch) {
                action.accept(epoch);
            }
        });
    }

    /** Adds a listener to each batch. */
    public Trainer onBatch(Consumer<TrainingProgress> action) {
        return listener(new TrainingListener() {
            @Override
            public void onBatch(TrainingProgress progress) {
                action.accept(progress);
            }
        });
    }

    /**
     * Trains the model.
     *
     * @throws IllegalArgumentException if the samples do not fit the model; the message says which, and why
     * @throws IllegalStateException if every parameter is fixed or frozen, a weight is NaN or infinite before training, or
     *     this trainer is training already
     * @throws TrainingDivergedException if a loss becomes NaN or infinite
     * @throws WeightsFileException if a checkpoint cannot be read or written
     */
    public TrainingHistory fit(Dataset train) {
        if (!fitting.compareAndSet(false, true)) {
            throw new IllegalStateException("this trainer is training already, in another thread or a listener");
        }
        try {
            return run(train);
        } finally {
            fitting.set(false);
        }
    }

    private TrainingHistory run(Dataset train) {
        train.check(new Binding(model));
        if (validation != null) {
            validation.check(new Binding(model));
        }
        try (TrainingLoop loop = new TrainingLoop(this)) {
            return loop.run(train);
        }
    }

    /** Loss and metrics of the model as it is, with this trainer's batches and threads. */
    public Evaluation evaluate(Dataset data) {
        data.check(new Binding(model));
        try (Shards shards = Shards.forEvaluation(model, threads, batchSize, scores());
                SampleReader reader = data.open(null)) {
            Batch batch = new Batch(batchSize);
            int batches = 0;
            while (batch.fill(reader)) {
                shards.evaluate(batch);
                batches++;
            }
            Evaluation scores = shards.scores();
            TrainingLoop.checkCounted(scores, batches, model, "samples");
            return scores;
        }
    }

    Scores scores() {
        return new Scores(model, metrics != null ? metrics : Metric.defaults(model));
    }

    private Trainer penalty(Penalty penalty) {
        penalties.add(penalty);
        return this;
    }
}
