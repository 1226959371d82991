package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;

/** The mean of a figure of each row whose target counts: log loss, Brier score, top k, quantile and percentage errors. */
record RowMetric(String name, boolean largerIsBetter, boolean ofLabels, Comparison between, Figure figure, End end)
        implements Comparison.Made {
    /** The figure of one row. */
    interface Figure {
        double of(Pairs pairs, float[] outputs, float[] targets, int at, int label);
    }

    /** What the metric makes of the mean. */
    interface End {
        double of(double mean);
    }

    @Override
    public Metric between(String output, String target) {
        return new RowMetric(name, largerIsBetter, ofLabels, new Comparison(output, target), figure, end);
    }

    @Override
    public Meter meter(Model model) {
        return new Summing(
                ofLabels ? Pairs.ofLabels(between, model, name) : Pairs.of(between, model, name), figure, end);
    }

    private record Summing(Pairs pairs, Figure figure, End end) implements Meter, Pairs.Visitor {
        @Override
        public int sums() {
            return 2;
        }

        @Override
        public void add(Activations a, int n, double[] sums) {
            pairs.visit(a, n, sums, this);
        }

        @Override
        public void row(float[] outputs, float[] targets, int at, int label, double[] sums) {
            sums[0] += figure.of(pairs, outputs, targets, at, label);
            sums[1]++;
        }

        @Override
        public double value(double[] sums) {
            return end.of(sums[0] / sums[1]);
        }
    }

    /** −ln p of the class, or the mean over the values of −ln p of yes or no. */
    static double logLoss(Pairs pairs, float[] outputs, float[] targets, int at, int label) {
        if (pairs.kind == Pairs.Kind.CLASS) {
            return -pairs.logProbability(outputs, at, label);
        }
        double sum = 0;
        for (int i = at; i < at + pairs.columns; i++) {
            sum -= pairs.logProbability(outputs[i], targets[i] > 0.5f);
        }
        return sum / pairs.columns;
    }

    /** (p − 1)² of class 1 or yes, or of several classes Σ (p − y)². */
    static double brier(Pairs pairs, float[] outputs, float[] targets, int at, int label) {
        double sum = 0;
        if (pairs.kind == Pairs.Kind.CLASS) {
            for (int c = pairs.columns == 2 ? 1 : 0; c < pairs.columns; c++) {
                double off = Math.exp(pairs.logProbability(outputs, at, c)) - (c == label ? 1 : 0);
                sum += off * off;
            }
            return sum;
        }
        for (int i = at; i < at + pairs.columns; i++) {
            double off = Math.exp(pairs.logProbability(outputs[i], true)) - (targets[i] > 0.5f ? 1 : 0);
            sum += off * off;
        }
        return sum / pairs.columns;
    }

    /** Whether fewer than k classes come before the right one: those with larger outputs, or as large and a lower number. */
    static Figure topK(int k) {
        return (pairs, outputs, targets, at, label) -> {
            if (pairs.kind != Pairs.Kind.CLASS) {
                throw new IllegalArgumentException(
                        "the first " + k + " classes need one class for each row of the output");
            }
            int before = 0;
            for (int c = 0; c < pairs.columns; c++) {
                boolean larger = outputs[at + c] > outputs[at + label];
                before += larger || (outputs[at + c] == outputs[at + label] && c < label) ? 1 : 0;
            }
            return before < k ? 1 : 0;
        };
    }

    /** The mean over a row of q · (target − output) where that is positive, otherwise of (q − 1) · (target − output). */
    static Figure quantile(float q) {
        return (pairs, outputs, targets, at, label) -> {
            double sum = 0;
            for (int i = at; i < at + pairs.columns; i++) {
                double over = (double) targets[i] - outputs[i];
                sum += over >= 0 ? q * over : (q - 1.0) * over;
            }
            return sum / pairs.columns;
        };
    }

    /** The mean over a row of |target − output| / max(|target|, 2⁻⁵²). */
    static double percentage(Pairs pairs, float[] outputs, float[] targets, int at, int label) {
        double sum = 0;
        for (int i = at; i < at + pairs.columns; i++) {
            sum += Math.abs((double) targets[i] - outputs[i]) / Math.max(Math.ulp(1.0), Math.abs((double) targets[i]));
        }
        return sum / pairs.columns;
    }
}
