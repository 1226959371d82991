package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;

/** See {@link Metric#accuracy}. */
record Accuracy(Comparison between) implements Comparison.Made {
    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Metric between(String output, String target) {
        return new Accuracy(new Comparison(output, target));
    }

    @Override
    public Meter meter(Model model) {
        return new Counting(Pairs.ofLabels(between, model, name()));
    }

    private record Counting(Pairs pairs) implements Meter, Pairs.Visitor {
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
            if (pairs.kind == Pairs.Kind.CLASS) {
                sums[0] += pairs.largest(outputs, at) == label ? 1 : 0;
                sums[1]++;
                return;
            }
            for (int i = at; i < at + pairs.columns; i++) {
                sums[0] += (outputs[i] > pairs.threshold()) == (targets[i] > 0.5f) ? 1 : 0;
            }
            sums[1] += pairs.columns;
        }

        @Override
        public double value(double[] sums) {
            return sums[0] / sums[1];
        }
    }
}
