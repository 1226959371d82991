package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How far training is: one object, brought up to date before each call of a listener, so take what you want to keep. */
public final class TrainingProgress {
    private final int epochs;
    private final Supplier<Evaluation> scores;
    private final Supplier<Map<String, Double>> gradientNorms;
    private final Supplier<List<Activations>> activations;
    final Model model;
    int epoch;
    int batch;
    long samples;
    long epochSize;
    double loss;
    double learningRate;

    TrainingProgress(
            Model model,
            int epochs,
            Supplier<Evaluation> scores,
            Supplier<Map<String, Double>> gradientNorms,
            Supplier<List<Activations>> activations) {
        this.model = model;
        this.epochs = epochs;
        this.scores = scores;
        this.gradientNorms = gradientNorms;
        this.activations = activations;
    }

    /** The running epoch, from 1. */
    public int epoch() {
        return epoch;
    }

    /** How many epochs there will be, if nothing stops training early. */
    public int epochs() {
        return epochs;
    }

    /** The batch in the running epoch, from 1; 0 before the first. */
    public int batch() {
        return batch;
    }

    /** The samples of the running epoch so far. */
    public long samples() {
        return samples;
    }

    /** The samples of a whole epoch; −1 in the first epoch over a stream. */
    public long epochSize() {
        return epochSize;
    }

    /** The loss of the last batch. */
    public double loss() {
        return loss;
    }

    /** The learning rate of the last step. */
    public double learningRate() {
        return learningRate;
    }

    /** Mean loss and metrics of the running epoch so far; computed at each call. */
    public Evaluation scores() {
        return scores.get();
    }

    /**
     * The norm of the gradient of each parameter that is trained, by name: of the last batch, before clipping; of all
     * batches since the last step where several make one. Computed at each call, which costs up to 5 % of a step.
     */
    public Map<String, Double> gradientNorms() {
        return gradientNorms.get();
    }

    /** The activations of the last batch, one for each thread that had a part of it. */
    List<Activations> activations() {
        return activations.get();
    }
}
