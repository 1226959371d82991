package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import java.util.function.ToDoubleFunction;

/** A figure of all predictions together, which sums cannot give: see {@link Metric#ofPredictions}. */
record WholeMetric(String name, boolean largerIsBetter, Comparison between, ToDoubleFunction<Predictions> figure)
        implements Comparison.Made {
    @Override
    public Metric between(String output, String target) {
        return new WholeMetric(name, largerIsBetter, new Comparison(output, target), figure);
    }

    @Override
    public Keeping meter(Model model) {
        return new Keeping(Pairs.of(between, model, name), between.of(model), figure);
    }

    /** Keeps predictions instead of sums; {@link Scores} keeps them once for all metrics of the same tensors. */
    record Keeping(Pairs pairs, Comparison names, ToDoubleFunction<Predictions> figure) implements Meter {
        @Override
        public int sums() {
            return 0;
        }

        @Override
        public void add(Activations a, int n, double[] sums) {
            throw new UnsupportedOperationException("predictions are kept by their store");
        }

        @Override
        public double value(double[] sums) {
            throw new UnsupportedOperationException("the figure is of predictions, not of sums");
        }
    }
}
