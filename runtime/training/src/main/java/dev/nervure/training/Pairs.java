package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;

/**
 * The rows of an output, each with its target. A row is what lies along the last axis of the output: {@code columns}
 * values. Targets that do not count are left out.
 */
final class Pairs {
    /** What the target of a row says. */
    enum Kind {
        /** One class out of as many as there are columns. */
        CLASS,
        /** Yes or no for each column. */
        YES_NO,
        /** A number for each column. */
        VALUE
    }

    /** Is given each row, with the sums of the meter that asks. */
    interface Visitor {
        /**
         * One row.
         *
         * @param outputs the array of outputs; the row begins at {@code at}
         * @param targets the array of targets; those of the row begin at {@code at}; empty for classes
         * @param label the class of the row; 0 if targets are no classes
         */
        void row(float[] outputs, float[] targets, int at, int label, double[] sums);
    }

    private static final float[] NONE = {};

    final Kind kind;
    final int columns;
    final boolean logits; // and not probabilities
    private final TensorInfo output;
    private final TensorInfo target;

    private Pairs(Kind kind, boolean logits, TensorInfo output, TensorInfo target) {
        this.kind = kind;
        this.logits = logits;
        this.output = output;
        this.target = target;
        int[] shape = output.shape();
        boolean oneAStep =
                shape.length == 0 || (shape.length == 1 && !output.variable().isEmpty());
        this.columns = oneAStep ? 1 : shape[shape.length - 1];
    }

    /** @throws IllegalArgumentException if the target is neither a class for each row nor as long as the output */
    static Pairs of(Comparison between, Model model, String metric) {
        TensorInfo output = between.output(model);
        TensorInfo target = between.target(model);
        String loss = between.lossKind(model);
        if (Comparison.areClasses(output, target)) {
            return new Pairs(Kind.CLASS, !loss.equals("CrossEntropy"), output, target);
        }
        if (loss.equals("SigmoidCrossEntropy") || loss.equals("BinaryCrossEntropy")) {
            return new Pairs(Kind.YES_NO, loss.equals("SigmoidCrossEntropy"), output, target);
        }
        return new Pairs(Kind.VALUE, false, output, between.values(model, metric));
    }

    /**
     * The rows where each target says a class, or yes or no.
     *
     * @throws IllegalArgumentException if they say neither
     */
    static Pairs ofLabels(Comparison between, Model model, String metric) {
        TensorInfo output = between.output(model);
        TensorInfo target = between.target(model);
        String loss = between.lossKind(model);
        boolean labels = Comparison.areClasses(output, target)
                || loss.equals("SigmoidCrossEntropy")
                || loss.equals("BinaryCrossEntropy");
        if (!labels) {
            throw new IllegalArgumentException(
                    metric + " needs one class for each row of the output, or a loss that compares the output with yes "
                            + "and no (sigmoid or binary cross-entropy), got output " + output + " and target "
                            + target);
        }
        return of(between, model, metric);
    }

    /** From where on an output of {@link Kind#YES_NO} means yes. */
    float threshold() {
        return logits ? 0f : 0.5f;
    }

    /** Gives each row of the first {@code n} samples to a visitor. */
    void visit(Activations a, int n, double[] sums, Visitor visitor) {
        float[] outputs = a.floats(output.name());
        if (kind == Kind.CLASS) {
            int[] classes = a.ints(target.name());
            int rows = target.size();
            for (int s = 0; s < n; s++) {
                int end = s * rows + target.size(a, s);
                for (int row = s * rows; row < end; row++) {
                    int label = classes[row];
                    if (label >= 0 && label < columns && target.counts(label)) {
                        visitor.row(outputs, NONE, row * columns, label, sums);
                    }
                }
            }
            return;
        }
        float[] targets = a.floats(target.name());
        int size = target.size();
        for (int s = 0; s < n; s++) {
            int end = s * size + target.size(a, s);
            for (int at = s * size; at < end; at += columns) {
                visitor.row(outputs, targets, at, 0, sums);
            }
        }
    }

    /** The column with the largest value; the first of several. */
    int largest(float[] outputs, int at) {
        int best = 0;
        for (int i = 1; i < columns; i++) {
            if (outputs[at + i] > outputs[at + best]) {
                best = i;
            }
        }
        return best;
    }

    /** ln p of a class: of logits by log-softmax, of probabilities, no less than 2⁻⁵², by the logarithm. */
    double logProbability(float[] outputs, int at, int label) {
        if (!logits) {
            return Math.log(Math.max(Math.ulp(1.0), outputs[at + label]));
        }
        double largest = outputs[at + largest(outputs, at)];
        double sum = 0;
        for (int i = 0; i < columns; i++) {
            sum += Math.exp(outputs[at + i] - largest);
        }
        return outputs[at + label] - largest - Math.log(sum);
    }

    /** ln p of yes, or of no, where p is the probability of yes. */
    double logProbability(float output, boolean yes) {
        if (!logits) {
            double p = yes ? output : 1.0 - output;
            return Math.log(Math.max(Math.ulp(1.0), p));
        }
        double z = yes ? output : -(double) output;
        return z < 0 ? z - Math.log1p(Math.exp(z)) : -Math.log1p(Math.exp(-z)); // −softplus(−z)
    }
}
