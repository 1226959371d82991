package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.runtime.generated.ShardPass;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch cut into contiguous shards, one a thread, each with activations and gradients of its own. The losses' sums and
 * the statistics of the batch are those of the whole batch, so the gradient of the batch is the sum of the shards'.
 */
final class Shards implements AutoCloseable {
    /** What one thread owns. */
    private static final class Shard {
        final Activations activations;
        final Binding binding;
        final Binding.Slots slots;
        final Scores.Sums sums;
        final ShardPass.Collective collective;
        int size;
        float loss;

        Shard(Model model, int capacity, Scores scores, ShardPass.Collective collective) {
            this.activations = model.newTrainingActivations(capacity);
            this.binding = new Binding(model);
            this.slots = binding.slots(activations);
            this.sums = scores.newSums();
            this.collective = collective;
        }
    }

    private final Model model;
    private final Scores scores;
    private final Team team;
    private final List<Shard> shards = new ArrayList<>();
    private final List<Gradients> gradients = new ArrayList<>();
    private final Team.Work training = this::train;
    private final Team.Work evaluation = this::evaluate;

    private Batch batch;
    private TrainingPass pass = TrainingPass.of(0, 0);
    private int active;

    private Shards(Model model, int threads, int batchSize, Scores scores, boolean withGradients) {
        this.model = model;
        this.scores = scores;
        this.batch = new Batch(0);
        int count = Math.min(threads, batchSize);
        int capacity = (batchSize + count - 1) / count;
        this.team = new Team(count, "nervure-" + model.name());
        for (int k = 0; k < count; k++) {
            int worker = k;
            shards.add(new Shard(model, capacity, scores, values -> team.sum(worker, values)));
            if (withGradients) {
                gradients.add(model.newTrainingGradients(capacity));
            }
        }
    }

    static Shards forTraining(Model model, int threads, int batchSize, Scores scores) {
        return new Shards(model, threads, batchSize, scores, true);
    }

    static Shards forEvaluation(Model model, int threads, int batchSize, Scores scores) {
        return new Shards(model, threads, batchSize, scores, false);
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

    /** How many shards the batch that ran last was cut into: fewer than threads where it is small. */
    int active() {
        return active;
    }

    /** Loss and gradients of a batch. */
    void train(Batch batch, TrainingPass pass) {
        this.pass = pass;
        run(batch, training);
    }

    /** The loss of a batch as the network is used: no dropout, running statistics. */
    void evaluate(Batch batch) {
        run(batch, evaluation);
    }

    /** The mean loss of the batch that ran last. */
    double loss() {
        double sum = 0;
        for (int k = 0; k < active; k++) {
            sum += (double) shards.get(k).loss * shards.get(k).size;
        }
        return sum / batch.size();
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
        team.run(active, work);
    }

    private void train(int k) {
        Shard shard = shards.get(k);
        int first = fill(shard, k);
        TrainingPass own =
                active == 1 ? pass : new ShardPass(pass.seed(), pass.firstSample() + first, shard.collective, k == 0);
        model.forward(shard.activations, shard.size, own);
        shard.loss = model.backward(shard.activations, gradients.get(k), shard.size);
        scores.add(shard.activations, shard.size, shard.loss, shard.sums);
    }

    private void evaluate(int k) {
        Shard shard = shards.get(k);
        fill(shard, k);
        model.forward(shard.activations, shard.size);
        shard.loss = model.loss(shard.activations, shard.size);
        scores.add(shard.activations, shard.size, shard.loss, shard.sums);
    }

    /** Copies shard {@code k} of the batch, and returns where in the batch it begins. */
    private int fill(Shard shard, int k) {
        int from = (int) ((long) batch.size() * k / active);
        int to = (int) ((long) batch.size() * (k + 1) / active);
        shard.binding.copy(batch, from, to, shard.slots);
        shard.size = to - from;
        return from;
    }

    @Override
    public void close() {
        team.close();
    }
}
