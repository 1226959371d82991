package dev.nervure.training;

import dev.nervure.inspection.LineChart;
import java.util.Arrays;

/**
 * The loss while the learning rate rises; from {@link Trainer#findLearningRate}.
 *
 * @param rates the learning rate of each step, rising
 * @param losses the loss of each step, smoothed: a running mean that keeps 0.95 of itself, without its bias towards 0
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record LearningRates(double[] rates, double[] losses) {
    private static final double KEPT = 0.95;
    private static final double TOO_HIGH = 4; // times the least loss

    /**
     * A rate to begin with: that at which the loss falls fastest over the logarithm of the rate.
     *
     * @return a learning rate
     * @throws IllegalStateException if the loss did not fall at any rate
     */
    public double suggestion() {
        double steepest = 0;
        int at = -1;
        for (int i = 1; i < losses.length; i++) {
            if (losses[i] - losses[i - 1] < steepest) {
                steepest = losses[i] - losses[i - 1];
                at = i;
            }
        }
        if (at < 0) {
            throw new IllegalStateException("the loss did not fall at any learning rate from " + rates[0] + " to "
                    + rates[rates.length - 1] + ": begin with a smaller one");
        }
        return rates[at];
    }

    /**
     * A chart of the loss over the decimal logarithm of the rate.
     *
     * @return a chart of 560 × 320 pixels
     */
    public LineChart chart() {
        double[] powers = Arrays.stream(rates).map(Math::log10).toArray();
        return LineChart.of("loss while the learning rate rises", "log₁₀ of the learning rate", "loss")
                .line("loss", powers, losses);
    }

    static LearningRates of(Trainer settings, Dataset train, float from, float to, int steps) {
        Checks.positive("the first learning rate", from);
        if (!(to > from && to < Float.POSITIVE_INFINITY) || steps < 2) {
            throw new IllegalArgumentException("the learning rate rises from " + from
                    + " in at least 2 steps to a larger " + "one, got " + to + " in " + steps);
        }
        Recorder recorder = new Recorder(steps);
        double base = settings.optimizer.learningRate();
        Trainer trial = settings.ofCopy()
                .epochs(Integer.MAX_VALUE)
                .schedule((epoch, epochs, step) -> from / base * Math.pow(to / (double) from, step / (steps - 1.0)))
                .listener(recorder);
        try {
            trial.fit(train);
        } catch (Enough | TrainingDivergedException e) {
            // what was recorded is the answer
        }
        return new LearningRates(
                Arrays.copyOf(recorder.rates, recorder.seen), Arrays.copyOf(recorder.losses, recorder.seen));
    }

    /** Ends training once enough was seen. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }

    private static final class Recorder implements TrainingListener {
        final double[] rates;
        final double[] losses;
        int seen;
        private double mean;
        private double least = Double.POSITIVE_INFINITY;
        private double rateBefore = Double.NaN;

        Recorder(int steps) {
            rates = new double[steps];
            losses = new double[steps];
        }

        @Override
        public void onBatch(TrainingProgress progress) {
            if (progress.learningRate() == 0 || progress.learningRate() == rateBefore) {
                return; // a batch that is no step yet
            }
            rateBefore = progress.learningRate();
            mean = KEPT * mean + (1 - KEPT) * progress.loss();
            rates[seen] = rateBefore;
            losses[seen] = mean / (1 - Math.pow(KEPT, seen + 1.0));
            least = Math.min(least, losses[seen]);
            boolean high = losses[seen] > TOO_HIGH * least;
            if (++seen == rates.length || high) {
                throw new Enough();
            }
        }
    }
}
