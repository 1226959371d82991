package dev.nervure.runtime.kernel.norm;

import dev.nervure.runtime.kernel.reduction.Sums;
import java.util.Arrays;

/**
 * Mean and variance of each channel over a batch (Ioffe, Szegedy: Batch Normalization, 2015). Sums are
 * {@code [Σx…, Σx²…, count]} of the whole batch, a sum and a sum of squares for each channel.
 */
public final class BatchStatistics {
    private BatchStatistics() {}

    /** Sets the sums to those of {@code x [n, channels, size]}. */
    public static void sums(float[] x, int n, int channels, int size, double[] sums) {
        Arrays.fill(sums, 0);
        sums[2 * channels] = (double) n * size;
        for (int r = 0; r < n * channels; r++) {
            Sums.addMoments(x, r * size, size, sums, r % channels, channels);
        }
    }

    /** Sets {@code [Σ∂y…, Σ∂y x̂…]}, two sums for each channel, to those of {@code dy} and {@code x [n, channels, size]}. */
    public static void gradientSums(
            float[] dy, float[] x, int n, int channels, int size, float[] mean, float[] scale, double[] sums) {
        Arrays.fill(sums, 0);
        for (int r = 0; r < n * channels; r++) {
            int c = r % channels;
            Sums.addProducts(dy, x, r * size, size, mean[c], sums, c, channels);
        }
        for (int c = 0; c < channels; c++) {
            sums[channels + c] *= scale[c];
        }
    }

    /**
     * The statistics of the batch.
     *
     * @param scale receives 1 / √(variance + ε), of the biased variance
     * @throws IllegalStateException if there is one value a channel, which has no variance
     */
    public static void ofBatch(double[] sums, float eps, float[] mean, float[] scale) {
        int channels = mean.length;
        double count = sums[2 * channels];
        if (count < 2) {
            throw new IllegalStateException("batch normalisation of a training pass needs more than one value of each "
                    + "channel, got " + (long) count + ": give it a larger batch, or run an evaluation");
        }
        for (int c = 0; c < channels; c++) {
            mean[c] = (float) (sums[c] / count);
            scale[c] = (float) (1 / Math.sqrt(variance(sums, c, channels) + eps));
        }
    }

    /** Moves running statistics towards those of the batch; of the unbiased variance, as PyTorch. */
    public static void follow(double[] sums, float momentum, float[] runningMean, float[] runningVariance) {
        int channels = runningMean.length;
        double count = sums[2 * channels];
        for (int c = 0; c < channels; c++) {
            double unbiased = variance(sums, c, channels) * count / (count - 1);
            runningMean[c] += (float) (momentum * (sums[c] / count - runningMean[c]));
            runningVariance[c] += (float) (momentum * (unbiased - runningVariance[c]));
        }
    }

    /** The running statistics, as those of an endless batch: a sample of it does not change them. */
    public static void running(
            double[] sums, float[] runningMean, float[] runningVariance, float eps, float[] mean, float[] scale) {
        int channels = mean.length;
        sums[2 * channels] = Double.POSITIVE_INFINITY;
        for (int c = 0; c < channels; c++) {
            mean[c] = runningMean[c];
            scale[c] = (float) (1 / Math.sqrt((double) runningVariance[c] + eps));
        }
    }

    private static double variance(double[] sums, int channel, int channels) {
        double count = sums[2 * channels];
        double mean = sums[channel] / count;
        return Math.max(sums[channels + channel] / count - mean * mean, 0);
    }
}
