package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.generated.LossInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

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

    /**
     * Whether a larger value is better; early stopping on this metric looks at it.
     *
     * @return true, unless the metric is an error
     */
    default boolean largerIsBetter() {
        return true;
    }

    /**
     * The same metric of a certain output and target, where the network has several.
     *
     * @param output the name of the output
     * @param target the name of the target
     * @return the metric
     * @throws UnsupportedOperationException if the metric is none of this interface's own
     */
    default Metric between(String output, String target) {
        throw new UnsupportedOperationException(name() + " decides itself which output and target it compares");
    }

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
        return new Accuracy(Comparison.ONLY);
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
        return new MeanError(false, Comparison.ONLY);
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
        return new MeanError(true, Comparison.ONLY);
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
        return new RSquared(Comparison.ONLY);
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
     * The share of predictions of a class that are true. For yes and no with one value, and for two classes, the class is
     * yes, or class 1; otherwise it is the mean over the classes, without those that are neither predicted nor true. 0
     * where nothing is predicted.
     *
     * @return the metric {@code precision}, in 0 … 1, of the only output and target
     */
    static Metric precision() {
        return new LabelMetric(ClassCounts.Figure.PRECISION, null, -1, Comparison.ONLY);
    }

    /**
     * The precision of all classes, brought together in one way.
     *
     * @param average how
     * @return the metric {@code precision_macro}, {@code precision_micro} or {@code precision_weighted}
     */
    static Metric precision(Average average) {
        return new LabelMetric(ClassCounts.Figure.PRECISION, average, -1, Comparison.ONLY);
    }

    /**
     * The precision of one class.
     *
     * @param label the class, or the number of the value in its row, from 0
     * @return the metric {@code precision_}<i>label</i>
     * @throws IllegalArgumentException if it is negative
     */
    static Metric precision(int label) {
        return new LabelMetric(
                ClassCounts.Figure.PRECISION, null, Checks.notNegative("the class", label), Comparison.ONLY);
    }

    /**
     * The share of what is of a class that is predicted as it; of which classes is said at {@link #precision()}.
     *
     * @return the metric {@code recall}, in 0 … 1, of the only output and target
     */
    static Metric recall() {
        return new LabelMetric(ClassCounts.Figure.RECALL, null, -1, Comparison.ONLY);
    }

    /**
     * The recall of all classes, brought together in one way.
     *
     * @param average how
     * @return the metric {@code recall_macro}, {@code recall_micro} or {@code recall_weighted}
     */
    static Metric recall(Average average) {
        return new LabelMetric(ClassCounts.Figure.RECALL, average, -1, Comparison.ONLY);
    }

    /**
     * The recall of one class.
     *
     * @param label the class, or the number of the value in its row, from 0
     * @return the metric {@code recall_}<i>label</i>
     * @throws IllegalArgumentException if it is negative
     */
    static Metric recall(int label) {
        return new LabelMetric(
                ClassCounts.Figure.RECALL, null, Checks.notNegative("the class", label), Comparison.ONLY);
    }

    /**
     * {@code 2 · precision · recall / (precision + recall)}; of which classes is said at {@link #precision()}.
     *
     * @return the metric {@code f1}, in 0 … 1, of the only output and target
     */
    static Metric f1() {
        return new LabelMetric(ClassCounts.Figure.F1, null, -1, Comparison.ONLY);
    }

    /**
     * F1 of all classes, brought together in one way.
     *
     * @param average how
     * @return the metric {@code f1_macro}, {@code f1_micro} or {@code f1_weighted}
     */
    static Metric f1(Average average) {
        return new LabelMetric(ClassCounts.Figure.F1, average, -1, Comparison.ONLY);
    }

    /**
     * F1 of one class.
     *
     * @param label the class, or the number of the value in its row, from 0
     * @return the metric {@code f1_}<i>label</i>
     * @throws IllegalArgumentException if it is negative
     */
    static Metric f1(int label) {
        return new LabelMetric(ClassCounts.Figure.F1, null, Checks.notNegative("the class", label), Comparison.ONLY);
    }

    /**
     * The share of samples whose class is among the {@code k} with the largest outputs. Of equal outputs the lower class
     * comes first.
     *
     * @param k how many classes may come first, at least 1
     * @return the metric {@code top}<i>k</i>{@code _accuracy}, in 0 … 1
     * @throws IllegalArgumentException if {@code k} is less than 1
     */
    static Metric topK(int k) {
        return new RowMetric(
                "top" + Checks.positive("k", k) + "_accuracy",
                true,
                true,
                Comparison.ONLY,
                RowMetric.topK(k),
                mean -> mean);
    }

    /**
     * The area under the ROC curve, exact; see {@link Predictions#rocArea}. It keeps all predictions of an evaluation.
     *
     * @return the metric {@code roc_auc}, in 0 … 1; NaN where only one class occurs
     */
    static Metric rocAuc() {
        return new WholeMetric("roc_auc", true, Comparison.ONLY, Predictions::rocArea);
    }

    /**
     * The area under precision over recall, exact; see {@link Predictions#averagePrecision}. It keeps all predictions of
     * an evaluation.
     *
     * @return the metric {@code pr_auc}, in 0 … 1
     */
    static Metric prAuc() {
        return new WholeMetric("pr_auc", true, Comparison.ONLY, Predictions::averagePrecision);
    }

    /**
     * The mean of {@code −ln p} of what is true, in nats. Without the smoothing and the weights that the loss may have.
     *
     * @return the metric {@code log_loss}, 0 or more
     */
    static Metric logLoss() {
        return new RowMetric("log_loss", false, true, Comparison.ONLY, RowMetric::logLoss, mean -> mean);
    }

    /**
     * The number of classes among which the network hesitates: {@code e} to the power of the log loss.
     *
     * @return the metric {@code perplexity}, 1 or more
     */
    static Metric perplexity() {
        return new RowMetric("perplexity", false, true, Comparison.ONLY, RowMetric::logLoss, Math::exp);
    }

    /**
     * The mean of {@code (p − y)²} of class 1 of two or of yes, where y is 1 if it is true and 0 otherwise; of more
     * classes the sum over them (Brier: Verification of forecasts expressed in terms of probability, 1950).
     *
     * @return the metric {@code brier}, 0 or more
     */
    static Metric brierScore() {
        return new RowMetric("brier", false, true, Comparison.ONLY, RowMetric::brier, mean -> mean);
    }

    /**
     * The expected calibration error with 15 bins; see {@link Calibration}. It keeps all predictions of an evaluation.
     *
     * @return the metric {@code calibration_error}, in 0 … 1
     */
    static Metric calibrationError() {
        return new WholeMetric("calibration_error", false, Comparison.ONLY, predictions -> predictions
                .calibration(15)
                .error());
    }

    /**
     * The mean of {@code |output − target| / |target|}, as a share: 0.1 is ten per cent.
     *
     * @return the metric {@code mape}; very large where a target is 0
     */
    static Metric meanAbsolutePercentageError() {
        return new RowMetric("mape", false, false, Comparison.ONLY, RowMetric::percentage, mean -> mean);
    }

    /**
     * The mean of {@code q · e} where {@code e = target − output} is positive, otherwise of {@code (q − 1) · e}. It is
     * least where outputs are the quantile {@code q} (Koenker, Bassett: Regression quantiles, 1978).
     *
     * @param q in 0 … 1, such as 0.9
     * @return the metric {@code quantile_}<i>q</i>
     * @throws IllegalArgumentException if {@code q} is not within 0 … 1
     */
    static Metric quantileLoss(float q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile lies in 0 … 1, got " + q);
        }
        return new RowMetric("quantile_" + q, false, false, Comparison.ONLY, RowMetric.quantile(q), mean -> mean);
    }

    /**
     * A figure of your own, of all predictions of an evaluation together. It keeps all of them.
     *
     * @param name the name in progress and history
     * @param largerIsBetter false for errors
     * @param figure computes it
     * @return the metric
     */
    static Metric ofPredictions(String name, boolean largerIsBetter, ToDoubleFunction<Predictions> figure) {
        return new WholeMetric(name, largerIsBetter, Comparison.ONLY, figure);
    }

    /**
     * The metrics that suit the losses of a model: accuracy for classes and for yes and no, with F1 for one value of yes
     * and no and for two classes, absolute and squared errors for values.
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
                                ofLabels(new Comparison(loss.prediction(), loss.target()), model);
                            case "Ctc" -> List.<Metric>of(); // labels have no steps to be compared at
                            default ->
                                List.of(
                                        meanAbsoluteError(loss.prediction(), loss.target()),
                                        rootMeanSquaredError(loss.prediction(), loss.target()));
                        });
            }
        }
        return metrics.stream().distinct().toList();
    }

    private static List<Metric> ofLabels(Comparison between, Model model) {
        Metric accuracy = new Accuracy(between);
        Pairs pairs = Pairs.ofLabels(between, model, accuracy.name());
        boolean twoWay = pairs.columns == (pairs.kind == Pairs.Kind.CLASS ? 2 : 1);
        return twoWay
                ? List.of(accuracy, new LabelMetric(ClassCounts.Figure.F1, null, -1, between))
                : List.of(accuracy);
    }
}
