package dev.nervure.runtime.kernel;

/**
 * Softmax and its logarithm over the rows of {@code [rows, width]}, row-major from the given offsets, with their
 * gradients. The largest value of a row is subtracted first, so nothing overflows; a row may hold −∞ (a masked place),
 * but not only −∞: its result is NaN. Results may go to the array that an argument comes from, at the same offset.
 */
public final class Softmax {
    /** Narrower rows do not keep vectors busy one by one: their exponentials are computed together. */
    private static final int NARROW = 64;

    private Softmax() {}

    /** y = e^(x − m) / Σ e^(x − m), m = max x. */
    public static void rows(float[] x, int xOffset, int rows, int width, float[] y, int yOffset) {
        if (width >= NARROW || rows == 1) {
            for (int r = 0; r < rows; r++) {
                row(x, xOffset + r * width, y, yOffset + r * width, width);
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            subtractMax(x, xOffset + r * width, width, y, yOffset + r * width);
        }
        Elementwise.apply(Function.EXP, y, yOffset, y, yOffset, rows * width, 0f);
        for (int r = 0; r < rows; r++) {
            int from = yOffset + r * width;
            float scale = 1f / PortableSoftmax.sum(y, from, width);
            for (int k = from; k < from + width; k++) {
                y[k] *= scale;
            }
        }
    }

    private static void row(float[] x, int xOffset, float[] y, int yOffset, int n) {
        if (Kernels.vectors()) {
            VectorSoftmax.softmax(x, xOffset, y, yOffset, n);
        } else {
            PortableSoftmax.softmax(x, xOffset, y, yOffset, n);
        }
    }

    /**
     * {@code x} becomes the softmax of {@code factor · x}; the logarithm of the sum of its exponentials. What is behind it up
     * to {@link Factor#rowOf} of {@code n} is lost.
     */
    static float inPlace(float[] x, int from, int n, float factor) {
        return Kernels.vectors()
                ? VectorSoftmax.softmaxInPlace(x, from, n, factor)
                : PortableSoftmax.softmaxInPlace(x, from, n, factor);
    }

    /** {@code x} becomes {@code e^(factor · x − shift)}; what is behind it up to {@link Factor#rowOf} of {@code n} is lost. */
    static void expInPlace(float[] x, int from, int n, float factor, float shift) {
        if (Kernels.vectors()) {
            VectorSoftmax.expInPlace(x, from, n, factor, shift);
        } else {
            PortableSoftmax.expInPlace(x, from, n, factor, shift);
        }
    }

    /** y = x − log Σ e^x. */
    public static void logRows(float[] x, int xOffset, int rows, int width, float[] y, int yOffset) {
        for (int r = 0; r < rows; r++) {
            int from = xOffset + r * width;
            float logSum = logSumExp(x, from, width);
            if (Kernels.vectors()) {
                VectorSoftmax.subtract(x, from, logSum, y, yOffset + r * width, width);
            } else {
                PortableSoftmax.subtract(x, from, logSum, y, yOffset + r * width, width);
            }
        }
    }

    /** log Σ e^x of one row of {@code n} values, which may all be −∞. */
    public static float logSumExp(float[] x, int xOffset, int n) {
        return Kernels.vectors() ? VectorSoftmax.logSumExp(x, xOffset, n) : PortableSoftmax.logSumExp(x, xOffset, n);
    }

    /** {@link #logSumExp} of each row to {@code sums}; {@code buffer} has room for the rows. */
    static void logSumExp(float[] x, int xOffset, int rows, int width, float[] sums, float[] buffer) {
        if (width >= NARROW || rows == 1) {
            for (int r = 0; r < rows; r++) {
                sums[r] = logSumExp(x, xOffset + r * width, width);
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            sums[r] = subtractMax(x, xOffset + r * width, width, buffer, r * width);
        }
        Elementwise.apply(Function.EXP, buffer, 0, buffer, 0, rows * width, 0f);
        for (int r = 0; r < rows; r++) {
            if (!Float.isInfinite(sums[r])) {
                sums[r] += Scalar.log(PortableSoftmax.sum(buffer, r * width, width));
            }
        }
    }

    /** y = x − max x; returns the maximum. */
    private static float subtractMax(float[] x, int xOffset, int width, float[] y, int yOffset) {
        float max = PortableSoftmax.max(x, xOffset, width);
        PortableSoftmax.subtract(x, xOffset, max, y, yOffset, width);
        return max;
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
        for (int r = 0; r < rows; r++) {
            int row = r * width;
            if (Kernels.vectors()) {
                VectorSoftmax.gradient(y, yOffset + row, dy, dyOffset + row, dx, dxOffset + row, width, add);
            } else {
                PortableSoftmax.gradient(y, yOffset + row, dy, dyOffset + row, dx, dxOffset + row, width, add);
            }
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
        for (int r = 0; r < rows; r++) {
            int row = r * width;
            if (Kernels.vectors()) {
                VectorSoftmax.logGradient(y, yOffset + row, dy, dyOffset + row, dx, dxOffset + row, width, add);
            } else {
                PortableSoftmax.logGradient(y, yOffset + row, dy, dyOffset + row, dx, dxOffset + row, width, add);
            }
        }
    }
}
