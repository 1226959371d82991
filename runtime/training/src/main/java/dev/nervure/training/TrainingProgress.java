package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How far training is. There is one object, which is updated before each call of a listener: copy what you want to
 * keep.
 */
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

    /**
     * The running epoch.
     *
     * @return its number, from 1
     */
    public int epoch() {
        return epoch;
    }

    /**
     * The number of epochs of the run, if nothing stops it early.
     *
     * @return at least 1
     */
    public int epochs() {
        return epochs;
    }

    /**
     * The last batch of the running epoch.
     *
     * @return its number in the epoch, from 1; 0 before the first
     */
    public int batch() {
        return batch;
    }

    /**
     * The samples of the running epoch so far.
     *
     * @return the number of samples
     */
    public long samples() {
        return samples;
    }

    /**
     * The samples of a whole epoch.
     *
     * @return the number of samples; −1 in the first epoch over a stream
     */
    public long epochSize() {
        return epochSize;
    }

    /**
     * The loss of the last batch.
     *
     * @return the mean over its samples
     */
    public double loss() {
        return loss;
    }

    /**
     * The learning rate of the last step.
     *
     * @return the optimiser's own times the factor of the schedule
     */
    public double learningRate() {
        return learningRate;
    }

    /**
     * Loss and metrics of the running epoch so far. Computed at each call.
     *
     * @return the means over the samples so far
     */
    public Evaluation scores() {
        return scores.get();
    }

    /**
     * The norm {@code ‖∂L/∂W‖} of each parameter that is trained, before clipping: of the last batch, or of all batches
     * since the last step where several make one. Computed at each call, which costs up to 5 % of a step.
     *
     * @return the norms by the name of the parameter
     */
    public Map<String, Double> gradientNorms() {
        return gradientNorms.get();
    }

    /** The activations of the last batch, one for each thread that had a part of it. */
    List<Activations> activations() {
        return activations.get();
    }
}
