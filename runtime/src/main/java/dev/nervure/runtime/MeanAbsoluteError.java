package dev.nervure.runtime;

/** See {@link Metric#meanAbsoluteError}. */
record MeanAbsoluteError(Comparison between) implements Metric {
    @Override
    public String name() {
        return "mae";
    }

    @Override
    public Meter meter(Model model) {
        return new ErrorMeter(this, between, model) {
            @Override
            double of(double error) {
                return Math.abs(error);
            }

            @Override
            public double value(double[] sums) {
                return sums[0] / sums[1];
            }
        };
    }
}
