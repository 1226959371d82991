package dev.nervure.runtime;

/** Adds up a function of output − target, value by value. */
abstract class ErrorMeter implements Metric.Meter {
    private final Comparison between;
    private final TensorInfo values;

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
        int laidOut = values.size();
        for (int s = 0; s < n; s++) {
            int from = s * laidOut;
            int count = values.size(a, s);
            for (int i = from; i < from + count; i++) {
                sum += of((double) output[i] - target[i]);
            }
            sums[1] += count;
        }
        sums[0] += sum;
    }
}
