package dev.nervure.runtime.kernel;

/** Sums over the rows of gradients, which are what the gradient of a bias is, and of squares. */
public final class Sums {
    private Sums() {}

    /** {@code sums[j] = Σᵣ x[r, j]} over the rows of {@code x [rows, width]}, or {@code sums[j] +=} that. */
    public static void columns(float[] x, int xOffset, int rows, int width, float[] sums, boolean add) {
        Kernels.provider().sumColumns(x, xOffset, rows, width, sums, add);
    }

    /** {@code sums[c] = Σ x[r, c, ·]} over {@code x [rows, channels, size]}, or {@code sums[c] +=} that. */
    public static void channels(float[] x, int xOffset, int rows, int channels, int size, float[] sums, boolean add) {
        Provider provider = Kernels.provider();
        for (int c = 0; c < channels; c++) {
            float sum = add ? sums[c] : 0f;
            for (int r = 0; r < rows; r++) {
                sum += provider.sum(x, xOffset + (r * channels + c) * size, size);
            }
            sums[c] = sum;
        }
    }

    /** {@code Σ x²} of the values {@code from} … {@code to − 1}, in double precision: infinite or NaN if one of them is. */
    public static double squares(float[] x, int from, int to) {
        return Kernels.provider().squares(x, from, to);
    }
}
