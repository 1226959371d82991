package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.WeightsFileException;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.generated.LossInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    int workers;
    int accumulate = 1;
    int truncate;
    final Map<String, String> carried = new LinkedHashMap<>();
    LastBatch lastBatch = LastBatch.KEEP;
    long seed;
    float clipNorm;
    float clipValue;
    float average;

    @Nullable
    JavaLoss<Activations, Gradients> loss;

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
     * @param model the model to train; {@link #fit} changes its weights
     * @return a new trainer
     */
    public static Trainer of(Model model) {
        return new Trainer(Checks.notNull("the model", model));
    }

    /**
     * Minimises a loss written in Java, instead of those that the network declares: it writes ∂loss/∂output, and the
     * chain rule does the rest. With the types of the parameters, the network's own classes are at hand:
     *
     * <pre>{@code
     * trainer.loss((DigitsActivations a, DigitsGradients g, int n) -> {
     *     double sum = 0;
     *     for (int i = 0; i < n; i++) {
     *         float d = a.value()[i] - a.wanted()[i];
     *         g.value()[i] = 2 * d / n;
     *         sum += d * d;
     *     }
     *     return sum / n;
     * })
     * }</pre>
     *
     * <p>Samples hold what the network declares. A target that only this loss reads is declared by {@code
     * Network.loss(wanted, 0)}.
     *
     * @param loss gives the mean loss of some samples and its gradients
     * @param <A> the network's activations, or {@link Activations}
     * @param <G> the network's gradients, or {@link Gradients}
     * @return this trainer
     */
    @SuppressWarnings("unchecked") // a wrong class is a ClassCastException of the first call
    public <A extends Activations, G extends Gradients> Trainer loss(JavaLoss<A, G> loss) {
        this.loss = (JavaLoss<Activations, Gradients>) Checks.notNull("the loss", loss);
        return this;
    }

    /**
     * Sets the optimiser; Adam at 0.001 if not called.
     *
     * @param optimizer such as one of {@link Optimizers}
     * @return this trainer
     */
    public Trainer optimizer(Optimizer optimizer) {
        this.optimizer = Checks.notNull("the optimiser", optimizer);
        return this;
    }

    /**
     * Sets how the learning rate changes; constant if not called.
     *
     * @param schedule gives the factor of the learning rate for each step
     * @return this trainer
     */
    public Trainer schedule(Schedule schedule) {
        this.schedule = Checks.notNull("the schedule", schedule);
        return this;
    }

    /**
     * Sets the number of samples in a batch; 32 if not called. The last batch of an epoch may be smaller;
     * {@link #dropLast} and {@link #mergeLast} change that.
     *
     * @param batchSize in samples, at least 1
     * @return this trainer
     * @throws IllegalArgumentException if it is less than 1
     */
    public Trainer batchSize(int batchSize) {
        this.batchSize = Checks.positive("batchSize", batchSize);
        return this;
    }

    /**
     * Leaves out the samples at the end of an epoch that do not fill a batch, as PyTorch's {@code drop_last}.
     *
     * @return this trainer
     */
    public Trainer dropLast() {
        this.lastBatch = LastBatch.DROP;
        return this;
    }

    /**
     * Lets the samples at the end of an epoch that do not fill a batch join the batch before them, which then has up to
     * {@code 2 · batchSize − 1} samples. No batch is much smaller than the others, and no sample is left out.
     *
     * @return this trainer
     */
    public Trainer mergeLast() {
        this.lastBatch = LastBatch.MERGE;
        return this;
    }

    /**
     * Sets how often training goes through all samples; once if not called.
     *
     * @param epochs at least 1
     * @return this trainer
     * @throws IllegalArgumentException if it is less than 1
     */
    public Trainer epochs(int epochs) {
        this.epochs = Checks.positive("epochs", epochs);
        return this;
    }

    /**
     * Sets the seed of the order of samples and of dropout; 0 if not called.
     *
     * @param seed any number
     * @return this trainer
     */
    public Trainer seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Sets the number of threads that share each batch; 1 if not called. If there are no more threads than processors,
     * they wait for each other actively for 0.3 ms before they sleep.
     *
     * @param threads at least 1, the calling thread included
     * @return this trainer
     * @throws IllegalArgumentException if it is less than 1
     */
    public Trainer threads(int threads) {
        this.threads = Checks.positive("threads", threads);
        return this;
    }

    /**
     * Sets the number of threads that read and prepare samples while batches are trained or evaluated; none if not
     * called, and each batch is then prepared before it is used. It is worth it where {@link Dataset#map} or a stream
     * takes long. Two batches are prepared ahead. Order and values of the samples are the same for any number of workers;
     * what is given to {@link Dataset#map} is called by several threads at once, a stream is read by one at a time.
     *
     * @param workers 0 or more
     * @return this trainer
     * @throws IllegalArgumentException if it is negative
     */
    public Trainer workers(int workers) {
        this.workers = Checks.notNegative("workers", workers);
        return this;
    }

    /**
     * Sets the samples to evaluate with after each epoch; none if not called.
     *
     * @param validation samples that are not trained on
     * @return this trainer
     */
    public Trainer validation(Dataset validation) {
        this.validation = validation;
        return this;
    }

    /**
     * Sets what to measure besides the loss; {@link Metric#defaults} if not called.
     *
     * @param metrics the metrics; none at all to measure only the loss
     * @return this trainer
     */
    public Trainer metrics(Metric... metrics) {
        this.metrics = List.of(metrics);
        return this;
    }

    /**
     * Limits the norm of the gradient of all parameters together, {@code √Σg²} after the mean over the samples of a
     * step. A larger gradient is scaled down to the limit: PyTorch's {@code clip_grad_norm_} (Pascanu, Mikolov, Bengio:
     * On the difficulty of training recurrent neural networks, ICML 2013).
     *
     * @param norm the largest norm, above 0
     * @return this trainer
     * @throws IllegalArgumentException if it is not positive
     */
    public Trainer clipNorm(float norm) {
        this.clipNorm = Checks.positive("the norm to clip to", norm);
        return this;
    }

    /**
     * Limits each value of the gradient of each parameter, after the mean over the samples of a step: PyTorch's
     * {@code clip_grad_value_}.
     *
     * @param value the largest absolute value, above 0
     * @return this trainer
     * @throws IllegalArgumentException if it is not positive
     */
    public Trainer clipValue(float value) {
        this.clipValue = Checks.positive("the value to clip to", value);
        return this;
    }

    /**
     * Validates and ends with a running mean of the weights, {@code mean = decay · mean + (1 − decay) · w} after every
     * step, which begins as the weights are at first: PyTorch's {@code AveragedModel} with an exponential mean. Training
     * goes on with the weights themselves. It often does better, and its loss jumps less (Polyak, Juditsky: Acceleration
     * of stochastic approximation by averaging, 1992). Running statistics are those of the network.
     *
     * @param decay how much of the mean a step keeps, such as 0.999; in [0, 1)
     * @return this trainer
     * @throws IllegalArgumentException if it is not in [0, 1)
     */
    public Trainer averageWeights(float decay) {
        this.average = Checks.decay("the decay of the mean", decay);
        return this;
    }

    /**
     * Makes one step from several batches; from one if not called. The step is that of one batch with all their
     * samples, as far as the network treats each sample alone. Batch norm takes its statistics from each batch.
     *
     * @param batches the number of batches between two steps, at least 1
     * @return this trainer
     * @throws IllegalArgumentException if it is less than 1
     */
    public Trainer accumulate(int batches) {
        this.accumulate = Checks.positive("the batches to accumulate", batches);
        return this;
    }

    /**
     * Truncated back-propagation through time: cuts each sample along the variable axis into pieces of up to {@code places}
     * places, and makes a step of each piece, one after the other. So a sample may be longer than the axis. Gradients reach back
     * to the begin of a piece. What the network should know of the pieces before is said by {@link #carry}. A sample of one piece
     * trains as without. Evaluation cuts likewise.
     *
     * @param places the places of a piece, from 1 to the maximum of the variable axis, which {@link #fit} checks
     * @return this trainer
     * @throws IllegalArgumentException if it is less than 1
     */
    public Trainer truncate(int places) {
        this.truncate = Checks.positive("the places of a piece", places);
        return this;
    }

    /**
     * Lets each piece that {@link #truncate} makes begin from what the piece before ended with. The first piece begins from what
     * the sample gives. Example: with {@code Tensor y = x.lstm(h0, c0, 64)} and the outputs {@code h = y.part(1)} and {@code c =
     * y.part(2)}, {@code truncate(32).carry("h", "h0").carry("c", "c0")}.
     *
     * @param output the name of an output without the variable axis, such as a last state
     * @param input the name of an input of the same shape, such as a first state
     * @return this trainer
     * @throws IllegalArgumentException if that input is carried already; {@link #fit} throws it where names or shapes do not fit
     */
    public Trainer carry(String output, String input) {
        Checks.notNull("the output", output);
        if (carried.putIfAbsent(Checks.notNull("the input", input), output) != null) {
            throw new IllegalArgumentException("the input '" + input + "' is carried already");
        }
        return this;
    }

    /**
     * Adds {@code factor · Σ|w|} to the function that training minimises. The loss that is shown does not include it.
     *
     * @param names whose weights: a parameter's name, where {@code *} stands for anything, such as {@code *.weight}
     * @param factor 0 or more
     * @return this trainer
     * @throws IllegalArgumentException if {@code factor} is negative
     */
    public Trainer l1(String names, float factor) {
        return penalty(new Penalty(names, factor, 0));
    }

    /**
     * Adds {@code factor / 2 · Σw²}, as {@link #l1} does. With plain gradient descent this is weight decay.
     *
     * @param names whose weights: a parameter's name, where {@code *} stands for anything, such as {@code *.weight}
     * @param factor 0 or more
     * @return this trainer
     * @throws IllegalArgumentException if {@code factor} is negative
     */
    public Trainer l2(String names, float factor) {
        return penalty(new Penalty(names, 0, factor));
    }

    /**
     * Stops after some epochs in a row without a lower loss, on the validation samples if there are any. The weights at
     * the end are those of the best epoch, also if training is not stopped early.
     *
     * @param patience the number of epochs, at least 1
     * @return this trainer
     * @throws IllegalArgumentException if {@code patience} is less than 1
     */
    public Trainer earlyStopping(int patience) {
        return earlyStopping(patience, 0f);
    }

    /**
     * Stops as {@link #earlyStopping(int)}, where a loss must be lower by some amount to count as lower.
     *
     * @param patience the number of epochs, at least 1
     * @param minImprovement the loss must fall by more than this; in units of the loss, 0 or more
     * @return this trainer
     * @throws IllegalArgumentException if {@code patience} is less than 1 or {@code minImprovement} is negative
     */
    public Trainer earlyStopping(int patience, float minImprovement) {
        this.earlyStopping = new EarlyStopping(patience, minImprovement, "");
        return this;
    }

    /**
     * Stops after some epochs in a row without a better metric, on the validation samples if there are any. What is
     * better the metric says ({@link Metric#largerIsBetter}). The weights at the end are those of the best epoch, also if
     * training is not stopped early.
     *
     * @param metric the name of a metric that is measured, such as {@code roc_auc}
     * @param patience the number of epochs, at least 1
     * @return this trainer
     * @throws IllegalArgumentException if {@code patience} is less than 1; {@link #fit} throws it if the metric is not
     *     measured
     */
    public Trainer earlyStopping(String metric, int patience) {
        this.earlyStopping = new EarlyStopping(patience, 0f, metric);
        return this;
    }

    /**
     * Writes a checkpoint every few epochs and after the last. {@link #resume} continues from it.
     *
     * @param file the file to write, and to replace each time
     * @param everyEpochs the number of epochs between two checkpoints, at least 1
     * @return this trainer
     * @throws IllegalArgumentException if {@code everyEpochs} is less than 1
     */
    public Trainer checkpoint(Path file, int everyEpochs) {
        this.checkpoint = Checks.notNull("the file of the checkpoint", file);
        this.checkpointEvery = Checks.positive("the epochs between two checkpoints", everyEpochs);
        return this;
    }

    /**
     * Continues from a checkpoint and replaces the model's weights. With the settings and data of the run that wrote
     * it, the result has the same bits as if that run had gone on.
     *
     * @param file a file that {@link #checkpoint} wrote
     * @return this trainer
     */
    public Trainer resume(Path file) {
        this.resume = Checks.notNull("the file of the checkpoint", file);
        return this;
    }

    /**
     * Adds a listener. Listeners are called in the order in which they were added.
     *
     * @param listener told of each batch and epoch
     * @return this trainer
     */
    public Trainer listener(TrainingListener listener) {
        listeners.add(Checks.notNull("the listener", listener));
        return this;
    }

    /**
     * Adds a listener to epochs.
     *
     * @param action called after each epoch and its validation
     * @return this trainer
     */
    public Trainer onEpoch(Consumer<TrainingHistory.Epoch> action) {
        return listener(new TrainingListener() {
            @Override
            public void onEpoch(TrainingHistory.Epoch epoch) {
                action.accept(epoch);
            }
        });
    }

    /**
     * Adds a listener to batches.
     *
     * @param action called after each batch, always with the same object; copy what you want to keep
     * @return this trainer
     */
    public Trainer onBatch(Consumer<TrainingProgress> action) {
        return listener(new TrainingListener() {
            @Override
            public void onBatch(TrainingProgress progress) {
                action.accept(progress);
            }
        });
    }

    /**
     * Trains the model in place.
     *
     * @param train the samples to train on
     * @return loss, metrics, learning rate and time of each epoch
     * @throws IllegalArgumentException if there is no loss, or the samples do not fit the model; the message says which,
     *     and why
     * @throws IllegalStateException if every parameter is fixed or frozen, a weight is NaN or infinite before training,
     *     this trainer is training already, or a sample cannot be prepared; the message says which sample
     * @throws TrainingDivergedException if a loss or a gradient becomes NaN or infinite
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
        requireLoss();
        Pieces pieces = new Pieces(this);
        check(Checks.notNull("the data set", train), pieces);
        if (validation != null) {
            check(validation, pieces);
        }
        if (resume == null) {
            Adaptation.ofNew(model, train);
        }
        try (TrainingLoop loop = new TrainingLoop(this)) {
            return loop.run(train);
        }
    }

    /**
     * Takes the statistics of every {@code Standardize} of the model from samples. {@link #fit} does so by itself, from
     * the training samples, for those that have none yet: mean 0 and variance 1 throughout. Call this for others that are
     * loaded from a file or were trained before, and where the data have changed since. Samples are read as they are
     * outside training, once for each such layer.
     *
     * @param data the samples
     * @return this trainer
     * @throws IllegalArgumentException if the samples do not fit the model, or what a layer reads of them is not finite
     */
    public Trainer adapt(Dataset data) {
        Checks.notNull("the data set", data).check(new Binding(model));
        Adaptation.ofAll(model, data);
        return this;
    }

    /**
     * Looks for a learning rate: trains a copy of the model for some steps with this trainer's settings, while the rate
     * rises from one value to another by the same factor at each step (Smith: Cyclical learning rates for training neural
     * networks, WACV 2017). It stops as soon as the loss is four times the least. The model and this trainer stay as they
     * are.
     *
     * @param train the samples to train on, as often as it takes
     * @param from the first rate, such as 10⁻⁷; above 0
     * @param to the last rate, such as 10; above {@code from}
     * @param steps the number of steps, at least 2; 100 is usual
     * @return the loss at each rate
     * @throws IllegalArgumentException if a value is not in its range, or the samples do not fit the model
     */
    public LearningRates findLearningRate(Dataset train, float from, float to, int steps) {
        return LearningRates.of(this, train, from, to, steps);
    }

    /**
     * Measures the model as it is, with this trainer's metrics, batch size and threads.
     *
     * @param data the samples
     * @return the mean loss over the samples, and the metrics
     * @throws IllegalArgumentException if the samples do not fit the model; the message says which, and why
     */
    public Evaluation evaluate(Dataset data) {
        requireLoss();
        Pieces pieces = new Pieces(this);
        check(Checks.notNull("the data set", data), pieces);
        try (Shards shards = Shards.forEvaluation(this, scores());
                SampleReader reader = open(data, Pass.IN_ORDER)) {
            Batch batch = new Batch(batchSize);
            int batches = 0;
            while (batch.fill(reader)) {
                pieces.run(batch, shards, shards::evaluate);
                batches++;
            }
            Evaluation scores = shards.scores();
            TrainingLoop.checkCounted(scores, batches, model, "samples");
            return scores;
        }
    }

    /**
     * What the model says of each sample, and what is true, for the only output and target. All of it is kept: curves,
     * areas, confusion and calibration follow from it.
     *
     * @param data the samples
     * @return the predictions, in the order of the samples
     * @throws IllegalArgumentException if the samples do not fit the model, or it has several outputs or targets
     */
    public Predictions predictions(Dataset data) {
        return predictions(data, Comparison.ONLY);
    }

    /**
     * What the model says of each sample, and what is true, where it has several outputs or targets.
     *
     * @param data the samples
     * @param output the name of the output
     * @param target the name of the target
     * @return the predictions, in the order of the samples
     * @throws IllegalArgumentException if the samples do not fit the model, or there is no such output or target
     */
    public Predictions predictions(Dataset data, String output, String target) {
        return predictions(data, new Comparison(output, target));
    }

    private Predictions predictions(Dataset data, Comparison between) {
        requireLoss();
        Pieces pieces = new Pieces(this);
        check(Checks.notNull("the data set", data), pieces);
        Pairs pairs = Pairs.of(between, model, "predictions");
        PredictionStore store = new PredictionStore(pairs);
        try (Shards shards = Shards.forEvaluation(this, new Scores(model, List.of(), losses()));
                SampleReader reader = open(data, Pass.IN_ORDER)) {
            Batch batch = new Batch(batchSize);
            while (batch.fill(reader)) {
                pieces.run(batch, shards, piece -> {
                    shards.evaluate(piece);
                    shards.visit(store::add);
                });
            }
        }
        return PredictionStore.together(pairs, List.of(store));
    }

    /** A trainer of a copy of the model that trains as this one, without validation, listeners and files. */
    Trainer ofCopy() {
        Trainer other = of(model.copy())
                .optimizer(optimizer)
                .batchSize(batchSize)
                .seed(seed)
                .threads(threads)
                .workers(workers)
                .accumulate(accumulate)
                .metrics();
        other.truncate = truncate;
        other.carried.putAll(carried);
        other.loss = loss;
        other.penalties.addAll(penalties);
        other.clipNorm = clipNorm;
        other.clipValue = clipValue;
        other.lastBatch = lastBatch;
        return other;
    }

    /** Checks the samples that can be checked before; those that are cut are checked piece by piece. */
    private void check(Dataset data, Pieces pieces) {
        if (!pieces.cut()) {
            data.check(new Binding(model));
        }
    }

    /** The samples of one pass, prepared ahead if there are workers. */
    SampleReader open(Dataset data, Pass pass) {
        long ahead = Math.min(2L * batchSize * accumulate, 1 << 20);
        return Workers.over(data.open(pass), workers, (int) ahead);
    }

    Scores scores() {
        return new Scores(model, metrics != null ? metrics : Metric.defaults(model), losses());
    }

    private List<LossInfo> losses() {
        return loss == null ? Internals.losses(model) : OwnLoss.INFO;
    }

    private void requireLoss() {
        if (losses().isEmpty()) {
            throw new IllegalArgumentException(model.name() + " is declared without a loss, so there is nothing to "
                    + "train it towards; give its declaration a loss, or the trainer one in Java");
        }
    }

    private Trainer penalty(Penalty penalty) {
        penalties.add(penalty);
        return this;
    }
}
