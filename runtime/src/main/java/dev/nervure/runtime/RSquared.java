package dev.nervure.runtime;

/** See {@link Metric#rSquared}. */
record RSquared(Comparison between) implements Metric {
    @Override
    public String name() {
        return "r2";
    }

    @Override
    public Meter meter(Model model) {
        int values = between.values(model, name());
        Comparison names = between.of(model);
        return new Meter() {
            /** The number of samples; then for each value Σ(output − target)², Σ target, Σ target². */
            @Override
            public int sums() {
                return 1 + 3 * values;
            }

            @Override
            public void add(Activations a, int n, double[] sums) {
                float[] output = a.floats(names.output());
                float[] target = a.floats(names.target());
                sums[0] += n;
                for (int i = 0; i < n * values; i++) {
                    int s = 1 + 3 * (i % values);
                    double t = target[i];
                    sums[s] += (output[i] - t) * (output[i] - t);
                    sums[s + 1] += t;
                    sums[s + 2] += t * t;
                }
            }

            @Override
            public double value(double[] sums) {
                double sum = 0;
                for (int s = 1; s < sums.length; s += 3) {
                    sum += 1 - sums[s] / (sums[s + 2] - sums[s + 1] * sums[s + 1] / sums[0]);
                }
                return sum / values;
            }
        };
    }
}
