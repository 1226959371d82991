package dev.nervure.training;

import dev.nervure.inspection.LineChart;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether probabilities are what they say: predictions in bins of equal width, with what was said and what was true in
 * each. Of two classes, and of yes and no, the probability is that of class 1 or yes; of more classes it is that of the
 * predicted class (Guo, Pleiss, Sun, Weinberger: On calibration of modern neural networks, ICML 2017).
 *
 * @param counts the number of predictions in each bin
 * @param said the mean probability in each bin; NaN in an empty one
 * @param seen the share in each bin that was true; NaN in an empty one
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Calibration(long[] counts, double[] said, double[] seen) {
    /**
     * The expected calibration error {@code Σ counts / all · |said − seen|}.
     *
     * @return the error in 0 … 1; NaN without predictions
     */
    public double error() {
        double all = Arrays.stream(counts).sum();
        return all == 0
                ? Double.NaN
                : IntStream.range(0, counts.length)
                        .filter(bin -> counts[bin] > 0)
                        .mapToDouble(bin -> counts[bin] / all * Math.abs(said[bin] - seen[bin]))
                        .sum();
    }

    /**
     * A chart of what was true over what was said; perfect probabilities lie on the diagonal.
     *
     * @return a chart of 420 × 420 pixels
     */
    public LineChart chart() {
        return LineChart.of("calibration", "probability said", "share that was true")
                .line("network", said, seen)
                .line("perfect", new double[] {0, 1}, new double[] {0, 1})
                .size(420, 420);
    }

    static Calibration of(double[] probabilities, boolean[] right, int bins) {
        Checks.positive("bins", bins);
        long[] counts = new long[bins];
        double[] said = new double[bins];
        double[] seen = new double[bins];
        for (int i = 0; i < probabilities.length; i++) {
            // A probability on a border belongs to the lower bin, as in scikit-learn.
            int bin = (int) Math.min(bins - 1, Math.max(0, Math.ceil(probabilities[i] * bins) - 1));
            counts[bin]++;
            said[bin] += probabilities[i];
            seen[bin] += right[i] ? 1 : 0;
        }
        for (int bin = 0; bin < bins; bin++) {
            said[bin] /= counts[bin];
            seen[bin] /= counts[bin];
        }
        return new Calibration(counts, said, seen);
    }
}
