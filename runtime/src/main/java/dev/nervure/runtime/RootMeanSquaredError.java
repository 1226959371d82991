package dev.nervure.runtime;

/** See {@link Metric#rootMeanSquaredError}. */
record RootMeanSquaredError(Comparison between) implements Metric {
    @Override
    public String name() {
        return "rmse";
    }

    @Override
    public Meter meter(Model model) {
        return new ErrorMeter(this, between, model) {
            @Override
            double of(double error) {
                return error * error;
            }

            @Override
            public double value(double[] sums) {
                return Math.sqrt(sums[0] / sums[1]);
            }
        };
    }
}
