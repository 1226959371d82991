package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;

/** See {@link Metric#rSquared}. */
record RSquared(Comparison between) implements Comparison.Made {
    @Override
    public String name() {
        return "r2";
    }

    @Override
    public Metric between(String output, String target) {
        return new RSquared(new Comparison(output, target));
    }

    @Override
    public Meter meter(Model model) {
        TensorInfo targets = between.values(model, name());
        int values = targets.size();
        Comparison names = between.of(model);
        return new Meter() {
            /** For each value the number of samples that have it, Σ(output − target)², Σ target, Σ target². */
            @Override
            public int sums() {
                return 4 * values;
            }

            @Override
            public void add(Activations a, int n, double[] sums) {
                float[] output = a.floats(names.output());
                float[] target = a.floats(names.target());
                for (int sample = 0; sample < n; sample++) {
                    int from = sample * values;
                    int count = targets.size(a, sample);
                    for (int v = 0; v < count; v++) {
                        double t = target[from + v];
                        double error = output[from + v] - t;
                        sums[4 * v]++;
                        sums[4 * v + 1] += error * error;
                        sums[4 * v + 2] += t;
                        sums[4 * v + 3] += t * t;
                    }
                }
            }

            @Override
            public double value(double[] sums) {
                double sum = 0;
                int seen = 0;
                for (int v = 0; v < sums.length; v += 4) {
                    if (sums[v] > 0) {
                        sum += 1 - sums[v + 1] / (sums[v + 3] - sums[v + 2] * sums[v + 2] / sums[v]);
                        seen++;
                    }
                }
                return sum / seen;
            }
        };
    }
}
