package dev.nervure.runtime;

/** Adds up a function of output − target, value by value. */
abstract class ErrorMeter implements Metric.Meter {
    private final Comparison between;
    private final int values;

    ErrorMeter(Metric metric, Comparison between, Model model) {
        this.values = between.values(model, metric.name());
        this.between = between.of(model);
    }

    abstract double of(double error);

    @Override
    public int sums() {
        return 2;
    }

    @Override
    public void add(Activations a, int n, double[] sums) {
        float[] output = a.floats(between.output());
        float[] target = a.floats(between.target());
        double sum = 0;
        for (int i = 0; i < n * values; i++) {
            sum += of((double) output[i] - target[i]);
        }
        sums[0] += sum;
        sums[1] += n * values;
    }
}
