package dev.nervure.runtime.kernel.reduction;

import dev.nervure.runtime.kernel.Kernels;
import dev.nervure.runtime.kernel.internal.Reductions;

/**
 * Sums over rows, which the gradient of a bias is, of squares, and of the channels of a batch. Offsets and {@code from} count
 * floats, {@code at} and {@code stride} doubles of the sums.
 */
public final class Sums {
    private Sums() {}

    /** {@code sums[j] = Σᵣ x[r, j]} over the rows of {@code x [rows, width]}, or {@code sums[j] +=} that. */
    public static void columns(float[] x, int xOffset, int rows, int width, float[] sums, boolean add) {
        if (Kernels.vectors()) {
            VectorSums.columns(x, xOffset, rows, width, sums, add);
        } else {
            PortableSums.columns(x, xOffset, rows, width, sums, add);
        }
    }

    /** {@code sums[c] = Σ x[r, c, ·]} over {@code x [rows, channels, size]}, or {@code sums[c] +=} that. */
    public static void channels(float[] x, int xOffset, int rows, int channels, int size, float[] sums, boolean add) {
        for (int c = 0; c < channels; c++) {
            float sum = add ? sums[c] : 0f;
            for (int r = 0; r < rows; r++) {
                int from = xOffset + (r * channels + c) * size;
                sum += sum(x, from, size);
            }
            sums[c] = sum;
        }
    }

    /**
     * {@code means[m0 + c] = Σ x[c, ·] / size} over {@code x [channels, size]} from {@code x0} on, both offsets in floats.
     * Sums are in double precision and go from place to place, whichever provider runs: eight channels at a time, as each
     * addition waits for the one before, and two can begin in a cycle.
     */
    public static void means(float[] x, int x0, int channels, int size, float[] means, int m0) {
        int c = 0;
        for (; c + 8 <= channels; c += 8) {
            int from = x0 + c * size;
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            double sum4 = 0;
            double sum5 = 0;
            double sum6 = 0;
            double sum7 = 0;
            for (int i = from; i < from + size; i++) {
                sum0 += x[i];
                sum1 += x[i + size];
                sum2 += x[i + 2 * size];
                sum3 += x[i + 3 * size];
                sum4 += x[i + 4 * size];
                sum5 += x[i + 5 * size];
                sum6 += x[i + 6 * size];
                sum7 += x[i + 7 * size];
            }
            means[m0 + c] = (float) (sum0 / size);
            means[m0 + c + 1] = (float) (sum1 / size);
            means[m0 + c + 2] = (float) (sum2 / size);
            means[m0 + c + 3] = (float) (sum3 / size);
            means[m0 + c + 4] = (float) (sum4 / size);
            means[m0 + c + 5] = (float) (sum5 / size);
            means[m0 + c + 6] = (float) (sum6 / size);
            means[m0 + c + 7] = (float) (sum7 / size);
        }
        for (; c < channels; c++) {
            double sum = 0;
            for (int i = x0 + c * size; i < x0 + (c + 1) * size; i++) {
                sum += x[i];
            }
            means[m0 + c] = (float) (sum / size);
        }
    }

    /** The same of {@code x [size, channels]}, to the same bits. */
    public static void meansOfColumns(float[] x, int x0, int channels, int size, float[] means, int m0) {
        int c = 0;
        for (; c + 8 <= channels; c += 8) {
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            double sum4 = 0;
            double sum5 = 0;
            double sum6 = 0;
            double sum7 = 0;
            for (int i = 0; i < size; i++) {
                int at = x0 + i * channels + c;
                sum0 += x[at];
                sum1 += x[at + 1];
                sum2 += x[at + 2];
                sum3 += x[at + 3];
                sum4 += x[at + 4];
                sum5 += x[at + 5];
                sum6 += x[at + 6];
                sum7 += x[at + 7];
            }
            means[m0 + c] = (float) (sum0 / size);
            means[m0 + c + 1] = (float) (sum1 / size);
            means[m0 + c + 2] = (float) (sum2 / size);
            means[m0 + c + 3] = (float) (sum3 / size);
            means[m0 + c + 4] = (float) (sum4 / size);
            means[m0 + c + 5] = (float) (sum5 / size);
            means[m0 + c + 6] = (float) (sum6 / size);
            means[m0 + c + 7] = (float) (sum7 / size);
        }
        for (; c < channels; c++) {
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += x[x0 + i * channels + c];
            }
            means[m0 + c] = (float) (sum / size);
        }
    }

    /** {@code Σ x} of the {@code n} values from the float {@code xOffset} on. */
    public static float sum(float[] x, int xOffset, int n) {
        return Kernels.vectors() ? VectorSums.sum(x, xOffset, n) : Reductions.sum(x, xOffset, n);
    }

    /** {@code Σ x²} of the values {@code from} … {@code to − 1}, in double precision: infinite or NaN if one of them is. */
    public static double squares(float[] x, int from, int to) {
        return Kernels.vectors() ? VectorSums.squares(x, from, to) : PortableSums.squares(x, from, to);
    }

    /** {@code sums[at] += Σ x} and {@code sums[at + stride] += Σ x²} over {@code count} values, in double precision. */
    public static void addMoments(float[] x, int from, int count, double[] sums, int at, int stride) {
        if (Kernels.vectors()) {
            VectorSums.addMoments(x, from, count, sums, at, stride);
        } else {
            PortableSums.addMoments(x, from, count, sums, at, stride);
        }
    }

    /** {@code sums[at] += Σ dy} and {@code sums[at + stride] += Σ dy (x − mean)} likewise. */
    public static void addProducts(
            float[] dy, float[] x, int from, int count, float mean, double[] sums, int at, int stride) {
        if (Kernels.vectors()) {
            VectorSums.addProducts(dy, x, from, count, mean, sums, at, stride);
        } else {
            PortableSums.addProducts(dy, x, from, count, mean, sums, at, stride);
        }
    }
}
