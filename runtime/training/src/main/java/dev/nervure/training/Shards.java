package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.generated.Layers;
import dev.nervure.runtime.generated.ShardPass;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A batch cut into contiguous shards, one a thread, each with activations and gradients of its own. The losses' sums and
 * the statistics of the batch are those of the whole batch, so the gradient of the batch is the sum of the shards'.
 */
final class Shards implements AutoCloseable {
    /** What one thread owns. */
    private final class Shard implements ShardPass.Collective {
        final int number;
        final Activations activations;
        final Binding binding;
        final Binding.Slots slots;
        final Scores.Sums sums;
        final double[][] live; // what the activations add up for each loss
        final LossSums ofBatch; // in training, those of the whole batch, and with the first shard alone
        final @Nullable OwnLoss own; // instead of the losses that the network declares
        int size;

        Shard(int number, Activations activations, @Nullable OwnLoss own) {
            this.number = number;
            this.activations = activations;
            this.own = own;
            this.binding = new Binding(model);
            this.slots = binding.slots(activations);
            this.sums = scores.newSums();
            this.ofBatch = scores.newLossSums();
            Layers layers = Internals.layers(activations);
            this.live = own != null
                    ? new double[1][2]
                    : scores.losses().stream().map(layers::lossSums).toArray(double[][]::new);
        }

        /** Adds sums over all shards. The gradient of a loss is divided by the weights of the whole step. */
        @Override
        public void sum(double[] values) {
            team.sum(number, values);
            for (int i = 0; i < live.length; i++) {
                if (values == live[i]) {
                    if (number == 0) {
                        ofBatch.add(i, values);
                    }
                    double weight = weights == null ? values[1] : weights.weight(i);
                    values[1] = weight == 0 ? 1 : weight; // nothing counts: the sum is 0, and so are the gradients
                    return;
                }
            }
        }

        /** The sums of a loss in Java, over this shard alone. */
        void keepOwn(double mean) {
            live[0][0] = mean * size;
            live[0][1] = size;
            keepLosses();
        }

        void keepLosses() {
            for (int i = 0; i < live.length; i++) {
                ofBatch.add(i, live[i]);
            }
        }
    }

    private final Model model;
    private final Scores scores;
    private final Team team;
    private final List<Shard> shards = new ArrayList<>();
    private final List<Gradients> gradients = new ArrayList<>();
    private final LossSums ofBatch;
    private final Team.Work training = this::train;
    private final Team.Work evaluation = this::evaluate;
    private final Team.Work weighing = this::weigh;

    private Batch batch;
    private TrainingPass pass = TrainingPass.of(0, 0);
    private int active;
    private @Nullable LossSums weights; // of a step of several batches; null if a batch is a step

    private Shards(
            Model model,
            int threads,
            int batchSize,
            Scores scores,
            boolean withGradients,
            @Nullable JavaLoss<Activations, Gradients> loss) {
        this.model = model;
        this.scores = scores;
        this.batch = new Batch(0);
        this.ofBatch = scores.newLossSums();
        int count = Math.min(threads, batchSize);
        int capacity = (batchSize + count - 1) / count;
        this.team = new Team(count, "nervure-" + model.name());
        for (int k = 0; k < count; k++) {
            Activations a = model.newTrainingActivations(capacity);
            OwnLoss own = null;
            if (withGradients || loss != null) {
                Gradients g = model.newTrainingGradients(capacity);
                gradients.add(g);
                own = loss == null ? null : new OwnLoss(model, loss, a, g);
            }
            shards.add(new Shard(k, a, own));
        }
    }

    /** @param batchSize the most samples of a batch */
    static Shards forTraining(Trainer settings, int batchSize, Scores scores) {
        return new Shards(settings.model, settings.threads, batchSize, scores, true, settings.loss);
    }

    static Shards forEvaluation(Trainer settings, Scores scores) {
        return new Shards(settings.model, settings.threads, settings.batchSize, scores, false, settings.loss);
    }

    Team team() {
        return team;
    }

    /** The gradients of each shard. */
    List<Gradients> gradients() {
        return gradients;
    }

    /** The activations of the shards of the batch that ran last. */
    List<Activations> activations() {
        return shards.stream().limit(active).map(shard -> shard.activations).toList();
    }

    /** Gives the activations of each shard of the batch that ran last, with the number of its samples. */
    void visit(ObjIntConsumer<Activations> visitor) {
        shards.stream().limit(active).forEach(shard -> visitor.accept(shard.activations, shard.size));
    }

    /** The activations of the first shard. */
    Activations first() {
        return shards.get(0).activations;
    }

    /** How many shards the batch that ran last was cut into: fewer than threads where it is small. */
    int active() {
        return active;
    }

    /** Loss and gradients of a batch that is a step of its own, or one of several after {@link #weigh}. */
    void train(Batch batch, TrainingPass pass) {
        this.pass = pass;
        run(batch, training);
    }

    /** The loss of a batch as the network is used: no dropout, running statistics. */
    void evaluate(Batch batch) {
        run(batch, evaluation);
    }

    /**
     * Finds what counts in several batches that make one step, so that the gradient of each is divided by the weights of
     * all. Otherwise a label would weigh less the more there are with it in its batch.
     */
    void weigh(List<Batch> batches) {
        LossSums all = scores.newLossSums();
        for (Batch of : batches) {
            run(of, weighing);
            all.add(ofBatch);
        }
        weights = all;
    }

    /** The sums of the losses of the batch that ran last. */
    LossSums lossSums() {
        return ofBatch;
    }

    /** Whether any target of the running step counts. */
    boolean stepCounts() {
        return (weights == null ? ofBatch : weights).count();
    }

    /** Forgets what was added up. */
    void clearScores() {
        shards.forEach(shard -> shard.sums.clear());
    }

    /** Loss and metrics of all batches since {@link #clearScores}. */
    Evaluation scores() {
        return scores.total(shards.stream().map(shard -> shard.sums).toList());
    }

    private void run(Batch batch, Team.Work work) {
        this.batch = batch;
        active = Math.min(shards.size(), batch.size());
        ofBatch.clear();
        team.run(active, work);
        for (int k = 0; k < active; k++) {
            ofBatch.add(shards.get(k).ofBatch);
        }
    }

    private void train(int k) {
        Shard shard = shards.get(k);
        int first = fill(shard, k);
        model.forward(shard.activations, shard.size, new ShardPass(pass, first, shard, k == 0));
        OwnLoss own = shard.own;
        if (own == null) {
            model.backward(shard.activations, gradients.get(k), shard.size);
        } else {
            shard.keepOwn(own.compute(shard.size));
            own.scale(shard.size, (float) (shard.size / (weights == null ? batch.size() : weights.weight(0))));
            model.backwardFrom(shard.activations, gradients.get(k), shard.size);
        }
        scores.add(shard.activations, shard.size, shard.ofBatch, shard.sums);
    }

    private void evaluate(int k) {
        Shard shard = shards.get(k);
        fill(shard, k);
        model.forward(shard.activations, shard.size);
        if (shard.own == null) {
            model.loss(shard.activations, shard.size);
            shard.keepLosses();
        } else {
            shard.keepOwn(shard.own.compute(shard.size));
        }
        scores.add(shard.activations, shard.size, shard.ofBatch, shard.sums);
    }

    private void weigh(int k) {
        Shard shard = shards.get(k);
        fill(shard, k);
        if (shard.own == null) {
            Internals.weighLosses(model, shard.activations, shard.size);
            shard.keepLosses();
        } else {
            shard.keepOwn(0);
        }
    }

    /** Copies shard {@code k} of the batch, and returns where in the batch it begins. */
    private int fill(Shard shard, int k) {
        int from = (int) ((long) batch.size() * k / active);
        int to = (int) ((long) batch.size() * (k + 1) / active);
        shard.binding.copy(batch, from, to, shard.slots);
        shard.size = to - from;
        shard.ofBatch.clear();
        return from;
    }

    @Override
    public void close() {
        team.close();
    }
}
