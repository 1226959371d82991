package dev.nervure.runtime.kernel.softmax;

import dev.nervure.runtime.kernel.Kernels;
import dev.nervure.runtime.kernel.function.Elementwise;
import dev.nervure.runtime.kernel.function.Scalar;
import dev.nervure.runtime.kernel.internal.Reductions;

/**
 * Softmax and its logarithm over the rows of {@code [rows, width]}, row-major from the given offsets, which count floats, with
 * their gradients. The largest value of a row is subtracted first, so nothing overflows; a row may hold −∞ (a masked place),
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
        Elementwise.exp(y, yOffset, y, yOffset, rows * width);
        for (int r = 0; r < rows; r++) {
            int from = yOffset + r * width;
            float scale = 1f / Reductions.sum(y, from, width);
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
     * {@code x} becomes the softmax of {@code factor · x}. Returns {@code log Σ e^(factor · x − m)}, m = max factor · x, for
     * {@link #againInPlace}. What is behind it up to the next multiple of 64 floats is lost.
     */
    public static float inPlace(float[] x, int from, int n, float factor) {
        return Kernels.vectors()
                ? VectorSoftmax.softmaxInPlace(x, from, n, factor)
                : PortableSoftmax.softmaxInPlace(x, from, n, factor);
    }

    /**
     * {@code x} becomes the softmax of {@code factor · x}, from the logarithm that {@link #inPlace} returned for the same
     * values. The maximum is found again, because a sum of it and the logarithm would lose the logarithm where scores are
     * large. What is behind it up to the next multiple of 64 floats is lost.
     */
    public static void againInPlace(float[] x, int from, int n, float factor, float logSum) {
        if (Kernels.vectors()) {
            VectorSoftmax.againInPlace(x, from, n, factor, logSum);
        } else {
            PortableSoftmax.againInPlace(x, from, n, factor, logSum);
        }
    }

    /** y = (x − m) − log Σ e^(x − m), m = max x: in this order, so that the logarithm is not lost beside a large maximum. */
    public static void logRows(float[] x, int xOffset, int rows, int width, float[] y, int yOffset) {
        for (int r = 0; r < rows; r++) {
            int from = r * width;
            if (Kernels.vectors()) {
                VectorSoftmax.logSoftmax(x, xOffset + from, y, yOffset + from, width);
            } else {
                PortableSoftmax.logSoftmax(x, xOffset + from, y, yOffset + from, width);
            }
        }
    }

    /** log Σ e^x of one row of {@code n} values, which may all be −∞. */
    public static float logSumExp(float[] x, int xOffset, int n) {
        float max = max(x, xOffset, n);
        return max + logSum(x, xOffset, n, max);
    }

    private static float max(float[] x, int xOffset, int n) {
        return Kernels.vectors() ? VectorSoftmax.max(x, xOffset, n) : Reductions.max(x, xOffset, n);
    }

    /** log Σ e^(x − max); 0 beside an infinite maximum, which is the whole result then. */
    private static float logSum(float[] x, int xOffset, int n, float max) {
        return Float.isInfinite(max) ? 0f : Scalar.log(Elementwise.sumExp(x, xOffset, max, n));
    }

    /**
     * The two parts of {@link #logSumExp} of each row: m = max x to {@code maxima} and log Σ e^(x − m) to {@code logSums};
     * {@code buffer} has room for the rows.
     */
    static void logSumExp(
            float[] x, int xOffset, int rows, int width, float[] maxima, float[] logSums, float[] buffer) {
        if (width >= NARROW || rows == 1) {
            for (int r = 0; r < rows; r++) {
                maxima[r] = max(x, xOffset + r * width, width);
                logSums[r] = logSum(x, xOffset + r * width, width, maxima[r]);
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            maxima[r] = subtractMax(x, xOffset + r * width, width, buffer, r * width);
        }
        Elementwise.exp(buffer, 0, buffer, 0, rows * width);
        for (int r = 0; r < rows; r++) {
            logSums[r] = Float.isInfinite(maxima[r]) ? 0f : Scalar.log(Reductions.sum(buffer, r * width, width));
        }
    }

    /** y = x − max x; returns the maximum. */
    private static float subtractMax(float[] x, int xOffset, int width, float[] y, int yOffset) {
        float max = Reductions.max(x, xOffset, width);
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
