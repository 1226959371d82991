package dev.nervure.runtime.kernel.matrix;

import java.util.Arrays;

/**
 * Rounds weights to 8 bits, symmetrically: {@code q = round(w / s)} in −127 … 127, with a scale {@code s} for each row or for
 * each group of neighbouring inputs in a row. The rules differ in how large {@code s} is: what is beyond {@code 127 · s} is
 * cut off, and all else is rounded the more finely the smaller {@code s} is.
 */
public enum ByteRounding {
    /** {@code s = max|w| / 127}: nothing is cut off. */
    RANGE {
        @Override
        float scale(float[] w, int from, int to) {
            return largest(w, from, to) / MOST;
        }
    },
    /** All but the largest 0.5 % of |w| are within {@code 127 · s}, at least all but one. */
    PERCENTILE {
        @Override
        float scale(float[] w, int from, int to) {
            float[] sizes = new float[to - from];
            for (int i = from; i < to; i++) {
                sizes[i - from] = Math.abs(w[i]);
            }
            Arrays.sort(sizes);
            int beyond = Math.max(1, Math.round(sizes.length * BEYOND));
            return sizes[Math.max(0, sizes.length - 1 - beyond)] / MOST;
        }
    },
    /** The least {@code Σ (w − q · s)²}, from a search below the range and then by least squares for the {@code q} found. */
    MEAN_SQUARE {
        @Override
        float scale(float[] w, int from, int to) {
            float range = largest(w, from, to) / MOST;
            float best = range;
            double least = error(w, from, to, range);
            for (int step = 1; step <= STEPS; step++) {
                float scale = range * (1 - step * STEP);
                double error = error(w, from, to, scale);
                if (error < least) {
                    least = error;
                    best = scale;
                } else if (error > 2 * least) {
                    break; // what is cut off only grows from here
                }
            }
            for (int round = 0; round < REFINEMENTS; round++) {
                float refined = leastSquares(w, from, to, best);
                double error = error(w, from, to, refined);
                if (!(error < least)) {
                    break;
                }
                least = error;
                best = refined;
            }
            return best;
        }
    };

    private static final int MOST = 127;
    private static final float BEYOND = 0.005f;
    private static final int STEPS = 40;
    private static final float STEP = 0.02f;
    private static final int REFINEMENTS = 3;

    /** Rounding to even by adding and subtracting 1.5 · 2²³, which leaves no bits below the point. */
    private static final float ROUNDER = 0x1.8p23f;

    /** The scale of the weights {@code from … to − 1}, of which one at least is not zero. */
    abstract float scale(float[] w, int from, int to);

    /**
     * Rounds all weights.
     *
     * @param rowMajor {@code [out, in]}, finite
     * @param group the weights that have a scale in common: a whole row, or a part that a row is a multiple of
     */
    public ByteWeights round(float[] rowMajor, int group) {
        byte[] values = new byte[rowMajor.length];
        float[] scales = new float[rowMajor.length / group];
        for (int g = 0; g < scales.length; g++) {
            int from = g * group;
            int to = from + group;
            // Below this a scale has too few bits, and all weights are as good as zero.
            float scale = largest(rowMajor, from, to) < MOST * Float.MIN_NORMAL ? 1f : scale(rowMajor, from, to);
            scales[g] = scale < Float.MIN_NORMAL ? 1f : scale;
            for (int i = from; i < to; i++) {
                values[i] = (byte) rounded(rowMajor[i], 1 / scales[g]);
            }
        }
        return new ByteWeights(values, scales);
    }

    private static float rounded(float w, float inverse) {
        float q = Math.min(MOST, Math.max(-MOST, w * inverse));
        return q + ROUNDER - ROUNDER;
    }

    private static float largest(float[] w, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(w[i]));
        }
        return largest;
    }

    private static double error(float[] w, int from, int to, float scale) {
        float inverse = 1 / scale;
        double sum = 0;
        for (int i = from; i < to; i++) {
            float off = w[i] - rounded(w[i], inverse) * scale;
            sum += off * off;
        }
        return sum;
    }

    /** The best scale for what the weights are rounded to with {@code scale}. */
    private static float leastSquares(float[] w, int from, int to, float scale) {
        float inverse = 1 / scale;
        double product = 0;
        double square = 0;
        for (int i = from; i < to; i++) {
            float q = rounded(w[i], inverse);
            product += (double) w[i] * q;
            square += q * q;
        }
        return square == 0 ? scale : (float) (product / square);
    }
}
