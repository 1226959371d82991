package dev.nervure.training;

import dev.nervure.runtime.LayerInfo;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.runtime.generated.Internals;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of {@link Trainer#fit}. */
final class TrainingLoop implements AutoCloseable {
    private static final int MEASURED_STEP = 8; // the norm of the gradient costs up to 5 % of a step

    /** What the seed changes by from piece to piece, so that other units are dropped in each. */
    private static final long PIECE = 0x9E3779B97F4A7C15L;

    private final Trainer settings;
    private final Model model;
    private final Optimizer optimizer;
    private final List<TrainingListener> listeners;
    private final Shards shards;
    private final Updater updater;
    private final Learner learner;
    private final Batches batches;
    private final Pieces pieces;
    private final Snapshot lastGood;
    private final @Nullable Snapshot best;
    private final @Nullable WeightAverage average;
    private final boolean rising; // whether a larger score is better
    private final Checkpoint checkpoint;
    private final TrainingState state = new TrainingState();
    private final TrainingProgress progress;
    private final LearningRateSteps rates = new LearningRateSteps();

    private Batch batch; // that ran last
    private TrainingPass pass = TrainingPass.of(0, 0); // over the batch that ran last, uncut
    private double normSum;
    private int norms;
    private int stepsOfEpoch;

    TrainingLoop(Trainer settings) {
        this.settings = settings;
        this.model = settings.model;
        this.optimizer = settings.optimizer;
        this.listeners = List.copyOf(settings.listeners);
        this.pieces = new Pieces(settings);
        Scores scores = settings.scores();
        this.rising = settings.earlyStopping != null && settings.earlyStopping.rising(scores);
        this.shards = Shards.forTraining(settings, Batches.largest(settings.batchSize, settings.lastBatch), scores);
        this.lastGood = new Snapshot(model.weights());
        try {
            this.updater = Updater.of(model, optimizer).clip(settings.clipNorm, settings.clipValue);
            settings.penalties.forEach(updater::penalty);
            this.learner = updater.begin(lastGood, settings.accumulate > 1, shards.team())
                    .started();
        } catch (RuntimeException e) {
            shards.close();
            throw e;
        }
        this.batches = new Batches(settings.batchSize, settings.accumulate, settings.lastBatch);
        this.batch = batches.first();
        this.best = settings.earlyStopping == null ? null : new Snapshot(model.weights());
        this.average = settings.average == 0 ? null : new WeightAverage(model.weights(), settings.average);
        this.checkpoint = new Checkpoint(
                model,
                learner,
                best,
                average,
                optimizer,
                settings.seed,
                settings.batchSize * settings.accumulate,
                decisive());
        this.progress = new TrainingProgress(
                model, settings.epochs, shards::scores, learner::gradientNorms, shards::activations);
    }

    TrainingHistory run(Dataset train) {
        if (settings.resume != null) {
            checkpoint.read(settings.resume, state);
            updater.continueAt(state.steps);
            lastGood.take();
        }
        requireFinite(model);
        long size = train.knownSize();
        requireBatches(size);
        progress.epochSize = size >= 0 || state.epochs() == 0
                ? size
                : state.samples / state.epochs(); // a stream that was read before
        progress.epoch = state.epochs() + 1;
        listeners.forEach(listener -> listener.onStart(progress));
        try {
            while (state.epochs() < settings.epochs && !outOfPatience()) {
                runEpoch(train);
            }
        } catch (TrainingDivergedException e) {
            listeners.forEach(listener -> listener.onDiverged(e));
            throw e;
        }
        if (best != null) {
            best.putBack();
        } else {
            swapAverage();
        }
        boolean stopped = outOfPatience() && state.epochs() < settings.epochs;
        TrainingHistory history = new TrainingHistory(
                state.history,
                new TrainingHistory.Choice(best == null ? 0 : state.bestEpoch, stopped, decisive(), rising),
                Run.of(settings, rates));
        listeners.forEach(listener -> listener.onEnd(history));
        return history;
    }

    private String decisive() {
        return settings.earlyStopping == null ? "" : settings.earlyStopping.metric();
    }

    /** What is broken before training is not broken by training. */
    private static void requireFinite(Model model) {
        for (Parameter parameter : model.weights()) {
            for (float value : parameter.values()) {
                if (!Float.isFinite(value)) {
                    throw new IllegalStateException("'" + parameter.name() + "' of " + model.name() + " holds " + value
                            + " before training begins: load other weights, or create the model anew");
                }
            }
        }
    }

    /** Finds a last batch of one sample before training, where a batch norm cannot take its statistics from it. */
    private void requireBatches(long samples) {
        long last = samples % settings.batchSize;
        boolean one =
                switch (settings.lastBatch) {
                    case KEEP -> settings.batchSize == 1 ? samples > 0 : last == 1;
                    case DROP -> settings.batchSize == 1;
                    case MERGE -> settings.batchSize == 1 ? samples > 0 : samples == 1;
                };
        if (!one) {
            return;
        }
        for (LayerInfo layer : Internals.layers(shards.first()).all()) {
            if (layer.kind().equals("BatchNorm") && layer.size() == layer.units() && followsBatches(layer)) {
                throw new IllegalArgumentException(samples + " samples in batches of " + settings.batchSize
                        + " leave a batch of one, of which the batch norm '" + layer.tensor()
                        + "' can take no variance: choose another batchSize, mergeLast() or dropLast()");
            }
        }
    }

    private boolean followsBatches(LayerInfo layer) {
        return layer.parameters().stream()
                .filter(name -> name.endsWith(".running_mean") || name.endsWith(".weight"))
                .map(model.weights()::get)
                .noneMatch(parameter -> parameter.name().endsWith(".weight")
                        ? !Internals.isLearned(parameter)
                        : Internals.isFrozen(parameter));
    }

    private void runEpoch(Dataset train) {
        long start = System.nanoTime();
        progress.epoch = state.epochs() + 1;
        trainEpoch(train);
        Evaluation training = shards.scores();
        swapAverage(); // validation and the best weights are about the mean, if there is one
        Evaluation validation = settings.validation == null ? null : validate(settings.validation);
        TrainingHistory.Epoch epoch = new TrainingHistory.Epoch(
                progress.epoch,
                training,
                validation,
                progress.learningRate,
                normSum / norms,
                (System.nanoTime() - start) * 1e-9);
        state.history.add(epoch);
        rememberIfBest(epoch);
        swapAverage();
        if (settings.checkpoint != null && due(settings.checkpointEvery)) {
            checkpoint.write(settings.checkpoint, state);
        }
        listeners.forEach(listener -> listener.onEpoch(epoch));
    }

    private void trainEpoch(Dataset train) {
        shards.clearScores();
        progress.batch = 0;
        progress.samples = 0;
        normSum = 0;
        norms = 0;
        stepsOfEpoch = 0;
        try (SampleReader reader = settings.open(train, new Pass(settings.seed, progress.epoch))) {
            for (List<Batch> step = batches.next(reader); !step.isEmpty(); step = batches.next(reader)) {
                trainStep(step);
            }
        }
        if (progress.batch == 0) {
            throw new IllegalArgumentException(
                    settings.lastBatch == LastBatch.DROP
                            ? "there are fewer than " + settings.batchSize
                                    + " samples, and dropLast() leaves out what does not fill a batch"
                            : "the stream of samples is empty");
        }
        if (stepsOfEpoch == 0) {
            throw nothingCounts(model, "the training samples");
        }
        if (!learner.weightsAreFinite()) {
            throw diverged("a weight is no longer finite", pass, "batch");
        }
        progress.epochSize = progress.samples;
    }

    private void trainStep(List<Batch> batches) {
        if (settings.accumulate > 1) {
            shards.weigh(batches);
        }
        double share = progress.epochSize > 0 ? Math.min(1, (double) progress.samples / progress.epochSize) : 0;
        for (int i = 0; i < batches.size(); i++) {
            boolean last = i == batches.size() - 1;
            Batch whole = batches.get(i);
            pieces.run(whole, shards, piece -> {
                trainBatch(piece);
                if (last) {
                    finish(share);
                }
                for (TrainingListener listener : listeners) {
                    listener.onBatch(progress);
                }
            });
            state.samples += whole.size();
        }
    }

    private void finish(double share) {
        if (shards.stepCounts()) {
            step(share);
        } else {
            learner.skip();
            lastGood.putBackStatistics();
        }
    }

    private void trainBatch(Batch next) {
        batch = next;
        progress.batch++;
        pass = TrainingPass.of(settings.seed + pieces.number() * PIECE, state.samples);
        shards.train(batch, pass);
        LossSums losses = shards.lossSums();
        progress.loss = losses.mean();
        if (losses.count() && !Double.isFinite(progress.loss)) {
            throw diverged("the loss is " + progress.loss, pass, "batch");
        }
        learner.collect(shards.gradients(), shards.active());
        progress.samples += pieces.number() == 0 ? batch.size() : 0;
    }

    private void step(double share) {
        boolean measured = settings.clipNorm > 0 || stepsOfEpoch % MEASURED_STEP == 0;
        double norm = updater.prepare(measured);
        if (!Double.isFinite(norm)) {
            throw diverged("the gradient of '" + learner.brokenGradient() + "' is not finite", pass, "batch");
        }
        if (measured) {
            normSum += norm;
            norms++;
        }
        List<TrainingHistory.Epoch> history = Collections.unmodifiableList(state.history);
        double factor = Updater.factor(
                settings.schedule, new Schedule.Moment(state.epochs(), settings.epochs, state.steps, share, history));
        progress.learningRate = optimizer.learningRate() * factor;
        rates.add(state.epochs() + share, progress.learningRate);
        lastGood.takeStatistics(); // these weights gave a finite loss; the others are kept while they change
        updater.apply(norm, factor);
        state.steps = updater.steps();
        stepsOfEpoch++;
        if (average != null) {
            average.follow();
        }
    }

    private void swapAverage() {
        if (average != null) {
            average.swap();
        }
    }

    private Evaluation validate(Dataset validation) {
        int number = progress.batch;
        progress.batch = 0;
        shards.clearScores();
        batch = batches.first();
        try (SampleReader reader = settings.open(validation, Pass.IN_ORDER)) {
            while (batch.fill(reader, settings.batchSize)) {
                progress.batch++;
                Batch whole = batch;
                pieces.run(whole, shards, piece -> {
                    batch = piece;
                    shards.evaluate(piece);
                    LossSums losses = shards.lossSums();
                    if (losses.count() && !Double.isFinite(losses.mean())) {
                        throw diverged("the loss is " + losses.mean(), null, "validation batch");
                    }
                });
                batch = whole;
            }
        }
        Evaluation scores = shards.scores();
        checkCounted(scores, progress.batch, model, "validation samples");
        progress.batch = number;
        return scores;
    }

    /** @throws IllegalArgumentException if there were no samples, or none of their targets counts */
    static void checkCounted(Evaluation scores, int batches, Model model, String samples) {
        if (batches == 0) {
            throw new IllegalArgumentException("the stream of " + samples + " is empty");
        }
        if (Double.isNaN(scores.loss())) {
            throw nothingCounts(model, "the " + samples);
        }
    }

    private static IllegalArgumentException nothingCounts(Model model, String samples) {
        return new IllegalArgumentException("no target of " + samples + " counts for the loss of " + model.name()
                + ": each is the class that ignoreIndex leaves out, or of a class with weight 0");
    }

    /** Looks for the cause, and puts the last good weights back. */
    private TrainingDivergedException diverged(String what, @Nullable TrainingPass failed, String batchName) {
        Breakdown cause = Breakdown.find(model, batch, failed);
        boolean sampleIsWrong = cause != null && cause.given();
        if (sampleIsWrong) {
            lastGood.putBackStatistics();
        } else {
            lastGood.putBack();
        }
        String message = "training of " + model.name() + " diverged in epoch " + progress.epoch + ", " + batchName + " "
                + progress.batch + ": " + what + "; "
                + (cause == null ? "every activation is finite" : cause) + ". The weights are "
                + (sampleIsWrong ? "those before this batch." : "those of the last batch with a finite loss.");
        return new TrainingDivergedException(
                progress.epoch, progress.batch, cause == null ? null : cause.tensor(), message);
    }

    private void rememberIfBest(TrainingHistory.Epoch epoch) {
        EarlyStopping stopping = settings.earlyStopping;
        if (stopping == null || best == null) {
            return;
        }
        double score = EarlyStopping.of(epoch, stopping.metric()) * (rising ? -1 : 1);
        if (score < state.bestLoss - stopping.minImprovement()) {
            state.bestLoss = score;
            state.bestEpoch = state.epochs();
            best.take();
        }
    }

    private boolean outOfPatience() {
        EarlyStopping stopping = settings.earlyStopping;
        return stopping != null && state.epochs() - state.bestEpoch >= stopping.patience();
    }

    private boolean due(int every) {
        return state.epochs() % every == 0 || state.epochs() == settings.epochs || outOfPatience();
    }

    @Override
    public void close() {
        shards.close();
    }
}
