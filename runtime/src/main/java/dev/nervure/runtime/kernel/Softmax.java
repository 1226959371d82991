package dev.nervure.runtime.kernel;

/**
 * Softmax and its logarithm over the rows of {@code [rows, width]}, row-major from the given offsets, with their
 * gradients. The largest value of a row is subtracted first, so nothing overflows; a row may hold −∞ (a masked place),
 * but not only −∞: its result is NaN. Results may go to the array that an argument comes from, at the same offset.
 */
public final class Softmax {
    private Softmax() {}

    /** y = e^(x − m) / Σ e^(x − m), m = max x. */
    public static void rows(float[] x, int xOffset, int rows, int width, float[] y, int yOffset) {
        Provider provider = Kernels.provider();
        for (int r = 0; r < rows; r++) {
            provider.softmax(x, xOffset + r * width, y, yOffset + r * width, width);
        }
    }

    /** y = x − log Σ e^x. */
    public static void logRows(float[] x, int xOffset, int rows, int width, float[] y, int yOffset) {
        Provider provider = Kernels.provider();
        for (int r = 0; r < rows; r++) {
            int from = xOffset + r * width;
            provider.subtract(x, from, provider.logSumExp(x, from, width), y, yOffset + r * width, width);
        }
    }

    /** log Σ e^x of one row of {@code n} values, which may all be −∞. */
    public static float logSumExp(float[] x, int xOffset, int n) {
        return Kernels.provider().logSumExp(x, xOffset, n);
    }

    /** ∂x = y ⊙ (∂y − Σ ∂y ⊙ y) from y = softmax(x), or ∂x += that. */
    public static void gradient(
            float[] y,
            int yOffset,
            float[] dy,
            int dyOffset,
            int rows,
            int width,
            float[] dx,
            int dxOffset,
            boolean add) {
        Provider provider = Kernels.provider();
        for (int r = 0; r < rows; r++) {
            int row = r * width;
            provider.softmaxGradient(y, yOffset + row, dy, dyOffset + row, dx, dxOffset + row, width, add);
        }
    }

    /** ∂x = ∂y − e^y Σ ∂y from y = log softmax(x), or ∂x += that. */
    public static void logGradient(
            float[] y,
            int yOffset,
            float[] dy,
            int dyOffset,
            int rows,
            int width,
            float[] dx,
            int dxOffset,
            boolean add) {
        Provider provider = Kernels.provider();
        for (int r = 0; r < rows; r++) {
            int row = r * width;
            provider.logSoftmaxGradient(y, yOffset + row, dy, dyOffset + row, dx, dxOffset + row, width, add);
        }
    }
}
