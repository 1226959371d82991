package dev.nervure.inspection;

import java.util.Arrays;

/** Statistics of an array of values; those that are NaN or infinite are counted and otherwise left out. */
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

    /** The statistics of an array, which may change afterwards. */
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

    /** The number of values, finite or not. */
    public int count() {
        return sorted.length + notFinite;
    }

    /** The number of values that are NaN or infinite. */
    public int notFinite() {
        return notFinite;
    }

    /** The mean; NaN, as all that follows, if no value is finite. */
    public double mean() {
        return mean;
    }

    /** The standard deviation {@code √(Σ(x − mean)² / n)}. */
    public double deviation() {
        return deviation;
    }

    public double min() {
        return quantile(0);
    }

    public double max() {
        return quantile(1);
    }

    /**
     * The value that a share {@code p} of the values lies below, between two neighbours in proportion: the default of
     * NumPy (Hyndman and Fan 1996, number 7).
     *
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

    /** The share of values that are 0. */
    public double zeros() {
        return zeros;
    }

    /** {@code √Σx²}. */
    public double norm() {
        return norm;
    }

    /**
     * How many values lie in each of {@code bins} intervals of one width, from the least value to the greatest.
     *
     * @throws IllegalArgumentException if {@code bins} is not positive
     */
    public Histogram histogram(int bins) {
        return Histogram.of(sorted, bins);
    }

    /** What these values need to be kept in 8 bits. */
    public EightBit eightBit() {
        return EightBit.of(sorted);
    }
}
