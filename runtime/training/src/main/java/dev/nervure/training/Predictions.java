package dev.nervure.training;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a network said of each sample of a data set, and what is true; from {@link Trainer#predictions}. A prediction is
 * a row along the last axis of the output: one a sample of {@code [classes]}, one a step of {@code [T, classes]}. Targets
 * that do not count are left out.
 *
 * <p>Areas, log loss and probabilities are about one class for each prediction, or about yes and no for each value. Of
 * two classes they are about class 1; of more classes, and of several values of yes and no, they are the mean over each
 * against the rest.
 */
public final class Predictions {
    private final Pairs pairs;
    private final float[] outputs; // [size][columns]
    private final int[] labels; // [size], of classes
    private final float[] targets; // [size][columns], otherwise
    private final int size;

    Predictions(Pairs pairs, float[] outputs, int[] labels, float[] targets, int size) {
        this.pairs = pairs;
        this.outputs = outputs;
        this.labels = labels;
        this.targets = targets;
        this.size = size;
    }

    /**
     * The number of predictions.
     *
     * @return the number of rows whose target counts
     */
    public int size() {
        return size;
    }

    /**
     * What the network put out.
     *
     * @param prediction its number, from 0
     * @return a copy of the row: logits, probabilities or values, as the network is declared
     */
    public float[] output(int prediction) {
        return Arrays.copyOfRange(outputs, prediction * pairs.columns, (prediction + 1) * pairs.columns);
    }

    /**
     * The class that is true.
     *
     * @param prediction its number, from 0
     * @return the class, from 0
     * @throws IllegalStateException if targets are no classes
     */
    public int label(int prediction) {
        require(Pairs.Kind.CLASS, "one class for each prediction");
        return labels[prediction];
    }

    /**
     * The values that are true.
     *
     * @param prediction its number, from 0
     * @return a copy of the row
     * @throws IllegalStateException if targets are classes
     */
    public float[] target(int prediction) {
        if (pairs.kind == Pairs.Kind.CLASS) {
            throw new IllegalStateException("targets are classes; see label");
        }
        return Arrays.copyOfRange(targets, prediction * pairs.columns, (prediction + 1) * pairs.columns);
    }

    /**
     * The class that is predicted: the largest output, the first of several.
     *
     * @param prediction its number, from 0
     * @return the class, from 0
     * @throws IllegalStateException if targets are no classes
     */
    public int predicted(int prediction) {
        require(Pairs.Kind.CLASS, "one class for each prediction");
        return pairs.largest(outputs, prediction * pairs.columns);
    }

    /**
     * The probability of a class, or of yes.
     *
     * @param prediction its number, from 0
     * @param of the class, or the number of the value in its row, from 0
     * @return the probability in 0 … 1
     * @throws IllegalStateException if targets are neither classes nor yes and no
     */
    public double probability(int prediction, int of) {
        requireLabels();
        int at = prediction * pairs.columns;
        return Math.exp(
                pairs.kind == Pairs.Kind.CLASS
                        ? pairs.logProbability(outputs, at, of)
                        : pairs.logProbability(outputs[at + of], true));
    }

    /**
     * How often each class was predicted for each. Of yes and no, class 1 is yes, and all values of a row count.
     *
     * @return the counts
     * @throws IllegalStateException if targets are neither classes nor yes and no
     */
    public ConfusionMatrix confusion() {
        requireLabels();
        boolean classes = pairs.kind == Pairs.Kind.CLASS;
        int count = classes ? pairs.columns : 2;
        long[][] counts = new long[count][count];
        for (int i = 0; i < (classes ? size : size * pairs.columns); i++) {
            int is = classes ? labels[i] : targets[i] > 0.5f ? 1 : 0;
            int predicted = classes ? predicted(i) : outputs[i] > pairs.threshold() ? 1 : 0;
            counts[is][predicted]++;
        }
        return new ConfusionMatrix(counts);
    }

    /**
     * The area under the ROC curve: the share of pairs of a yes and a no in which yes has the higher score, where a tie
     * counts half (Hanley, McNeil: The meaning and use of the area under a ROC curve, Radiology 1982). Exact.
     *
     * @return the area in 0 … 1; NaN if there is no yes or no no
     * @throws IllegalStateException if targets are neither classes nor yes and no
     */
    public double rocArea() {
        return decisions().mapToDouble(of -> scored(of).rocArea()).average().orElse(Double.NaN);
    }

    /**
     * The average precision, the area under precision over recall by steps. Exact.
     *
     * @return the area in 0 … 1; 0 if there is no yes
     * @throws IllegalStateException if targets are neither classes nor yes and no
     */
    public double averagePrecision() {
        return decisions()
                .mapToDouble(of -> scored(of).averagePrecision())
                .average()
                .orElse(Double.NaN);
    }

    /**
     * The ROC curve of a class against the rest.
     *
     * @param of the class, or the number of the value in its row, from 0; of two classes usually 1
     * @return a point for each score
     * @throws IllegalStateException if targets are neither classes nor yes and no
     */
    public Curve roc(int of) {
        requireLabels();
        return scored(of).roc();
    }

    /**
     * Precision over recall of a class against the rest.
     *
     * @param of the class, or the number of the value in its row, from 0; of two classes usually 1
     * @return a point for each score
     * @throws IllegalStateException if targets are neither classes nor yes and no
     */
    public Curve precisionRecall(int of) {
        requireLabels();
        return scored(of).precisionRecall();
    }

    /**
     * Whether probabilities are what they say.
     *
     * @param bins the number of bins between 0 and 1, at least 1
     * @return what was said and what was true in each bin
     * @throws IllegalArgumentException if there is no bin
     * @throws IllegalStateException if targets are neither classes nor yes and no
     */
    public Calibration calibration(int bins) {
        requireLabels();
        boolean several = pairs.kind == Pairs.Kind.CLASS && pairs.columns > 2;
        boolean classes = pairs.kind == Pairs.Kind.CLASS;
        int count = classes ? size : size * pairs.columns;
        double[] probabilities = new double[count];
        boolean[] right = new boolean[count];
        for (int i = 0; i < count; i++) {
            int of = several ? predicted(i) : classes ? 1 : i % pairs.columns;
            probabilities[i] = probability(classes ? i : i / pairs.columns, of);
            right[i] = classes ? labels[i] == of : targets[i] > 0.5f;
        }
        return Calibration.of(probabilities, right, bins);
    }

    /** What areas are about: each class or value against the rest, or class 1 of two. */
    private IntStream decisions() {
        requireLabels();
        boolean two = pairs.kind == Pairs.Kind.CLASS && pairs.columns == 2;
        return two ? IntStream.of(1) : IntStream.range(0, pairs.columns);
    }

    private ScoredLabels scored(int of) {
        double[] scores = new double[size];
        boolean[] yes = new boolean[size];
        boolean classes = pairs.kind == Pairs.Kind.CLASS;
        for (int i = 0; i < size; i++) {
            int at = i * pairs.columns;
            scores[i] = classes ? order(i, of) : outputs[at + of];
            yes[i] = classes ? labels[i] == of : targets[at + of] > 0.5f;
        }
        return new ScoredLabels(scores, yes);
    }

    /** A number in the order of the probabilities of a class; of two logits their difference, which rounds less. */
    private double order(int prediction, int of) {
        int at = prediction * pairs.columns;
        if (!pairs.logits) {
            return outputs[at + of];
        }
        return pairs.columns == 2
                ? (double) outputs[at + of] - outputs[at + 1 - of]
                : pairs.logProbability(outputs, at, of);
    }

    private void requireLabels() {
        if (pairs.kind == Pairs.Kind.VALUE) {
            throw new IllegalStateException("targets are values, neither classes nor yes and no");
        }
    }

    private void require(Pairs.Kind kind, String what) {
        if (pairs.kind != kind) {
            throw new IllegalStateException("the network does not predict " + what);
        }
    }
}
