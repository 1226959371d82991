package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.generated.LossInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * A figure, besides the loss, of how well outputs fit targets. It is computed from sums over all samples of an epoch or
 * an evaluation. If two metrics have the same name, each gets the name of its output as a prefix: {@code price_mae},
 * {@code size_mae}.
 */
public interface Metric {
    /**
     * The name in progress, history and {@link Evaluation#metric}.
     *
     * @return letters, digits, {@code _ . -}
     */
    String name();

    /**
     * Prepares the metric for a network.
     *
     * @param model the model to measure
     * @return adds up the sums of this metric
     * @throws IllegalArgumentException if it does not fit the network's outputs and targets
     */
    Meter meter(Model model);

    /** Adds up the sums of a metric. It has no state of its own, so threads may share it. */
    interface Meter {
        /**
         * The number of sums that the metric needs.
         *
         * @return the length of the array in {@link #add} and {@link #value}
         */
        int sums();

        /**
         * Adds samples to the sums.
         *
         * @param a the activations of a forward pass, with the targets
         * @param n the number of samples: the first {@code n} of {@code a}
         * @param sums {@link #sums()} sums, changed in place
         */
        void add(Activations a, int n, double[] sums);

        /**
         * The metric of all samples that were added.
         *
         * @param sums the sums of all threads together
         * @return the metric
         */
        double value(double[] sums);
    }

    /**
     * The share of correct predictions. For classes, a prediction is correct if the largest output is that of the
     * class; negative classes, and the class that the loss ignores ({@code ignoreIndex}), do not count. For yes and no,
     * with sigmoid or binary cross-entropy, it is correct if output and target are on the same side of the middle: 0
     * for logits, 0.5 for probabilities and targets.
     *
     * @return the metric {@code accuracy}, in 0 … 1, of the only output and target
     */
    static Metric accuracy() {
        return new Accuracy(new Comparison("", ""));
    }

    /**
     * The share of correct predictions as {@link #accuracy()}, where the network has several outputs or targets.
     *
     * @param output the name of the output
     * @param target the name of the target
     * @return the metric {@code accuracy}, in 0 … 1
     */
    static Metric accuracy(String output, String target) {
        return new Accuracy(new Comparison(output, target));
    }

    /**
     * The mean of {@code |output − target|} over all values of all samples.
     *
     * @return the metric {@code mae} of the only output and target
     */
    static Metric meanAbsoluteError() {
        return new MeanError(false, new Comparison("", ""));
    }

    /**
     * The mean of {@code |output − target|}, where the network has several outputs or targets.
     *
     * @param output the name of the output
     * @param target the name of the target
     * @return the metric {@code mae}
     */
    static Metric meanAbsoluteError(String output, String target) {
        return new MeanError(false, new Comparison(output, target));
    }

    /**
     * The root of the mean of {@code (output − target)²} over all values of all samples.
     *
     * @return the metric {@code rmse} of the only output and target
     */
    static Metric rootMeanSquaredError() {
        return new MeanError(true, new Comparison("", ""));
    }

    /**
     * The root of the mean of {@code (output − target)²}, where the network has several outputs or targets.
     *
     * @param output the name of the output
     * @param target the name of the target
     * @return the metric {@code rmse}
     */
    static Metric rootMeanSquaredError(String output, String target) {
        return new MeanError(true, new Comparison(output, target));
    }

    /**
     * The coefficient of determination R²: {@code 1 − Σ(output − target)² / Σ(target − mean target)²} for each value of
     * a sample, and the mean of these. 1 is perfect; 0 is as good as always predicting the mean. Not finite where a
     * target never changes.
     *
     * @return the metric {@code r2} of the only output and target
     */
    static Metric rSquared() {
        return new RSquared(new Comparison("", ""));
    }

    /**
     * The coefficient of determination as {@link #rSquared()}, where the network has several outputs or targets.
     *
     * @param output the name of the output
     * @param target the name of the target
     * @return the metric
     */
    static Metric rSquared(String output, String target) {
        return new RSquared(new Comparison(output, target));
    }

    /**
     * The metrics that suit the losses of a model: accuracy for classes and for yes and no, absolute and squared errors
     * for values.
     *
     * @param model the model to measure
     * @return one or two metrics for each loss that compares an output with a target
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
