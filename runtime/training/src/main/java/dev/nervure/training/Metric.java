package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;
import java.util.List;

/** A figure of how well outputs fit targets, beside the loss: the mean over all samples of an epoch or an evaluation. */
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

    /** The share of predictions whose largest value is that of the class; samples of a negative class do not count. */
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

    /** Accuracy for classes, absolute and squared errors for values; nothing for several outputs or targets. */
    static List<Metric> defaults(Model model) {
        if (model.outputs().size() != 1 || model.targets().size() != 1) {
            return List.of();
        }
        TensorInfo output = model.outputs().get(0);
        TensorInfo target = model.targets().get(0);
        if (target.integers()) {
            return Comparison.areClasses(output, target) ? List.of(accuracy()) : List.of();
        }
        return output.size() == target.size() ? List.of(meanAbsoluteError(), rootMeanSquaredError()) : List.of();
    }
}
