package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;

/** The mean of |output − target|, or the root of the mean of its squares: {@link Metric#meanAbsoluteError} and the like. */
record MeanError(boolean squared, Comparison between) implements Comparison.Made {
    @Override
    public String name() {
        return squared ? "rmse" : "mae";
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }

    @Override
    public Metric between(String output, String target) {
        return new MeanError(squared, new Comparison(output, target));
    }

    @Override
    public Meter meter(Model model) {
        TensorInfo values = between.values(model, name());
        Comparison names = between.of(model);
        return new Meter() {
            @Override
            public int sums() {
                return 2;
            }

            @Override
            public void add(Activations a, int n, double[] sums) {
                float[] output = a.floats(names.output());
                float[] target = a.floats(names.target());
                double sum = 0;
                int laidOut = values.size();
                for (int s = 0; s < n; s++) {
                    int from = s * laidOut;
                    int count = values.size(a, s);
                    for (int i = from; i < from + count; i++) {
                        double error = (double) output[i] - target[i];
                        sum += squared ? error * error : Math.abs(error);
                    }
                    sums[1] += count;
                }
                sums[0] += sum;
            }

            @Override
            public double value(double[] sums) {
                double mean = sums[0] / sums[1];
                return squared ? Math.sqrt(mean) : mean;
            }
        };
    }
}
