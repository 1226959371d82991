package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.generated.LossInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * A figure of how well outputs fit targets, beside the loss: sums over all samples of an epoch or an evaluation, divided
 * once. Of two metrics with the same name, each is called by its output too: {@code price_mae}, {@code size_mae}.
 */
public interface Metric {
    /** As progress and history show it: letters, digits, {@code _ . -}. */
    String name();

    /**
     * Prepares the metric for a network.
     *
     * @throws IllegalArgumentException if it does not fit the network's outputs and targets
     */
    Meter meter(Model model);

    /** Adds up what a metric needs; it keeps nothing itself, so threads may share it. */
    interface Meter {
        /** How many sums it needs. */
        int sums();

        /** Adds the first {@code n} samples. */
        void add(Activations a, int n, double[] sums);

        /** The metric of all samples added. */
        double value(double[] sums);
    }

    /**
     * The share of what is predicted right. Of classes: where the largest output is that of the class; classes that the
     * loss leaves out ({@code ignoreIndex}) and negative ones do not count. Of yes and no, with sigmoid or binary
     * cross-entropy: where the output is above its middle (0 for logits, 0.5 for probabilities) and the target above 0.5,
     * or neither.
     */
    static Metric accuracy() {
        return new Accuracy(new Comparison("", ""));
    }

    /** As {@link #accuracy()}, where the network has several outputs or targets. */
    static Metric accuracy(String output, String target) {
        return new Accuracy(new Comparison(output, target));
    }

    /** The mean of |output − target|. */
    static Metric meanAbsoluteError() {
        return new MeanError(false, new Comparison("", ""));
    }

    static Metric meanAbsoluteError(String output, String target) {
        return new MeanError(false, new Comparison(output, target));
    }

    /** The root of the mean of (output − target)². */
    static Metric rootMeanSquaredError() {
        return new MeanError(true, new Comparison("", ""));
    }

    static Metric rootMeanSquaredError(String output, String target) {
        return new MeanError(true, new Comparison(output, target));
    }

    /**
     * The coefficient of determination R²: 1 − Σ(output − target)² / Σ(target − mean target)², the mean of that of each
     * value of a sample. 1 is perfect, 0 is as good as the mean; not finite where a target never changes.
     */
    static Metric rSquared() {
        return new RSquared(new Comparison("", ""));
    }

    static Metric rSquared(String output, String target) {
        return new RSquared(new Comparison(output, target));
    }

    /**
     * What suits each loss that compares an output with a target: accuracy for classes and for yes and no, absolute and
     * squared errors for values.
     */
    static List<Metric> defaults(Model model) {
        List<LossInfo> losses = Internals.losses(model);
        List<Metric> metrics = new ArrayList<>();
        for (LossInfo loss : losses) {
            boolean compares = model.outputs().stream().anyMatch(o -> o.name().equals(loss.prediction()))
                    && model.targets().stream().anyMatch(t -> t.name().equals(loss.target()));
            if (compares) {
                metrics.addAll(
                        switch (loss.kind()) {
                            case "SoftmaxCrossEntropy", "CrossEntropy", "SigmoidCrossEntropy", "BinaryCrossEntropy" ->
                                List.of(accuracy(loss.prediction(), loss.target()));
                            default ->
                                List.of(
                                        meanAbsoluteError(loss.prediction(), loss.target()),
                                        rootMeanSquaredError(loss.prediction(), loss.target()));
                        });
            }
        }
        return metrics.stream().distinct().toList();
    }
}
