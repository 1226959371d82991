package dev.nervure.inspection;

import java.util.Arrays;

/** Statistics of an array of floats. Values that are NaN or infinite are counted, and left out of everything else. */
public final class Statistics {
    private final float[] sorted; // the finite ones
    private final int notFinite;
    private final double mean;
    private final double deviation;
    private final double norm;
    private final double zeros;

    private Statistics(float[] sorted, int notFinite) {
        this.sorted = sorted;
        this.notFinite = notFinite;
        double sum = 0;
        double squares = 0;
        int zero = 0;
        for (float value : sorted) {
            sum += value;
            squares += (double) value * value;
            zero += value == 0 ? 1 : 0;
        }
        this.mean = sum / sorted.length;
        double deviations = 0;
        for (float value : sorted) {
            deviations += (value - mean) * (value - mean);
        }
        this.deviation = Math.sqrt(deviations / sorted.length);
        this.norm = Math.sqrt(squares);
        this.zeros = (double) zero / sorted.length;
    }

    /**
     * The statistics of an array.
     *
     * @param values the values; they are copied
     * @return their statistics
     */
    public static Statistics of(float[] values) {
        float[] finite = new float[values.length];
        int count = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                finite[count++] = value == 0 ? 0f : value; // −0 sorts below 0
            }
        }
        float[] sorted = Arrays.copyOf(finite, count);
        Arrays.sort(sorted);
        return new Statistics(sorted, values.length - count);
    }

    /**
     * The number of values, finite or not.
     *
     * @return the length of the array
     */
    public int count() {
        return sorted.length + notFinite;
    }

    /**
     * The number of values that are NaN or infinite.
     *
     * @return the number
     */
    public int notFinite() {
        return notFinite;
    }

    /**
     * The mean of the finite values. If there are none, it is NaN, and so are deviation, quantiles and the share of
     * zeros.
     *
     * @return {@code Σx / n}
     */
    public double mean() {
        return mean;
    }

    /**
     * The standard deviation of the finite values.
     *
     * @return {@code √(Σ(x − mean)² / n)}
     */
    public double deviation() {
        return deviation;
    }

    /**
     * The least finite value.
     *
     * @return {@code quantile(0)}
     */
    public double min() {
        return quantile(0);
    }

    /**
     * The largest finite value.
     *
     * @return {@code quantile(1)}
     */
    public double max() {
        return quantile(1);
    }

    /**
     * The value below which a share of the finite values lies. Between two neighbours it is interpolated, as NumPy does
     * by default (Hyndman, Fan: Sample Quantiles in Statistical Packages, 1996, definition 7).
     *
     * @param p the share, in 0 … 1; 0.5 for the median
     * @return the quantile; NaN if no value is finite
     * @throws IllegalArgumentException if {@code p} is not in 0 … 1
     */
    public double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a quantile is of a share in 0 … 1, got " + p);
        }
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = p * (sorted.length - 1);
        int below = (int) place;
        double rest = place - below;
        double next = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + rest * (next - sorted[below]);
    }

    /**
     * The share of the finite values that are 0. Of a tensor that a dense layer reads it is the share of that layer's
     * multiply-adds that have nothing to add; a prediction of one sample leaves them out where the layer is wide enough.
     *
     * @return in 0 … 1
     */
    public double zeros() {
        return zeros;
    }

    /**
     * The Euclidean norm of the finite values.
     *
     * @return {@code √Σx²}; 0 if no value is finite
     */
    public double norm() {
        return norm;
    }

    /**
     * Counts the finite values in intervals of the same width, from the least value to the largest.
     *
     * @param bins the number of intervals, at least 1
     * @return the intervals and their counts
     * @throws IllegalArgumentException if {@code bins} is not positive
     */
    public Histogram histogram(int bins) {
        return Histogram.of(sorted, bins);
    }

    /**
     * The scale and zero point that would store the finite values in 8 bits, and the error of that.
     *
     * @return the parameters and errors
     */
    public EightBit eightBit() {
        return EightBit.of(sorted);
    }
}
