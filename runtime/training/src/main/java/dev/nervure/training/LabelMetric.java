package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Precision, recall or F1, from counts.
 *
 * @param average how classes are brought together; null for class 1 of two classes, and for the mean over more
 * @param label the class to measure; −1 for all
 */
record LabelMetric(ClassCounts.Figure figure, @Nullable Average average, int label, Comparison between)
        implements Comparison.Made {
    @Override
    public String name() {
        String name = figure.name().toLowerCase(Locale.ROOT);
        if (label >= 0) {
            return name + "_" + label;
        }
        return average == null ? name : name + "_" + average.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Metric between(String output, String target) {
        return new LabelMetric(figure, average, label, new Comparison(output, target));
    }

    @Override
    public Meter meter(Model model) {
        Pairs pairs = Pairs.ofLabels(between, model, name());
        if (label >= pairs.columns) {
            throw new IllegalArgumentException(
                    name() + " measures class " + label + ", but there are " + pairs.columns + " classes");
        }
        return new Counting(pairs);
    }

    private final class Counting implements Meter, Pairs.Visitor {
        private final Pairs pairs;

        Counting(Pairs pairs) {
            this.pairs = pairs;
        }

        @Override
        public int sums() {
            return ClassCounts.SUMS * pairs.columns;
        }

        @Override
        public void add(Activations a, int n, double[] sums) {
            pairs.visit(a, n, sums, this);
        }

        @Override
        public void row(float[] outputs, float[] targets, int at, int is, double[] sums) {
            if (pairs.kind == Pairs.Kind.CLASS) {
                int predicted = pairs.largest(outputs, at);
                count(predicted, predicted == is, sums);
                sums[is * ClassCounts.SUMS + ClassCounts.TRUE]++;
                return;
            }
            for (int c = 0; c < pairs.columns; c++) {
                boolean predicted = outputs[at + c] > pairs.threshold();
                boolean yes = targets[at + c] > 0.5f;
                if (predicted) {
                    count(c, yes, sums);
                }
                if (yes) {
                    sums[c * ClassCounts.SUMS + ClassCounts.TRUE]++;
                }
            }
        }

        private static void count(int of, boolean both, double[] sums) {
            sums[of * ClassCounts.SUMS + ClassCounts.PREDICTED]++;
            if (both) {
                sums[of * ClassCounts.SUMS + ClassCounts.BOTH]++;
            }
        }

        @Override
        public double value(double[] sums) {
            ClassCounts counts = new ClassCounts(sums);
            if (label >= 0) {
                return counts.of(figure, label);
            }
            if (average != null) {
                return counts.of(figure, average);
            }
            boolean two = pairs.kind == Pairs.Kind.CLASS && pairs.columns == 2;
            return two ? counts.of(figure, 1) : counts.of(figure, Average.MACRO);
        }
    }
}
