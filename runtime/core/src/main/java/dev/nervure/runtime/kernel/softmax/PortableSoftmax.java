package dev.nervure.runtime.kernel.softmax;

import dev.nervure.runtime.kernel.function.Elementwise;
import dev.nervure.runtime.kernel.function.Scalar;
import dev.nervure.runtime.kernel.internal.Fma;
import dev.nervure.runtime.kernel.internal.Reductions;

/** {@link Softmax} of one row. Sums run in four strands, because HotSpot keeps the order of a sum of floats. */
final class PortableSoftmax {
    private PortableSoftmax() {}

    static void softmax(float[] x, int xOffset, float[] y, int yOffset, int n) {
        subtract(x, xOffset, Reductions.max(x, xOffset, n), y, yOffset, n);
        Elementwise.exp(y, yOffset, y, yOffset, n);
        float scale = 1f / Reductions.sum(y, yOffset, n);
        for (int k = yOffset; k < yOffset + n; k++) {
            y[k] *= scale;
        }
    }

    /** See {@link Softmax#inPlace}. */
    static float softmaxInPlace(float[] x, int from, int n, float factor) {
        scale(x, from, from + n, factor);
        float max = Reductions.max(x, from, n);
        subtract(x, from, max, x, from, n);
        Elementwise.exp(x, from, x, from, n);
        float sum = Reductions.sum(x, from, n);
        scale(x, from, from + n, 1 / sum);
        return Scalar.log(sum);
    }

    /** See {@link Softmax#againInPlace}. */
    static void againInPlace(float[] x, int from, int n, float factor, float logSum) {
        scale(x, from, from + n, factor);
        subtract(x, from, Reductions.max(x, from, n), x, from, n);
        subtract(x, from, logSum, x, from, n);
        Elementwise.exp(x, from, x, from, n);
    }

    static void logSoftmax(float[] x, int xOffset, float[] y, int yOffset, int n) {
        float max = Reductions.max(x, xOffset, n);
        float logSum = Scalar.log(Elementwise.sumExp(x, xOffset, max, n));
        subtract(x, xOffset, max, y, yOffset, n);
        subtract(y, yOffset, logSum, y, yOffset, n);
    }

    private static void scale(float[] x, int from, int end, float factor) {
        for (int j = from; j < end; j++) {
            x[j] *= factor;
        }
    }

    static void subtract(float[] x, int xOffset, float subtrahend, float[] y, int yOffset, int n) {
        for (int k = 0; k < n; k++) {
            y[yOffset + k] = x[xOffset + k] - subtrahend;
        }
    }

    static void gradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, boolean add) {
        float dot = 0;
        for (int k = 0; k < n; k++) {
            dot = Fma.add(y[yOffset + k], dy[dyOffset + k], dot);
        }
        for (int k = 0; k < n; k++) {
            float slope = y[yOffset + k] * (dy[dyOffset + k] - dot);
            dx[dxOffset + k] = add ? dx[dxOffset + k] + slope : slope;
        }
    }

    static void logGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, boolean add) {
        float sum = Reductions.sum(dy, dyOffset, n);
        for (int k = 0; k < n; k++) {
            float slope = Fma.add(-Scalar.exp(y[yOffset + k]), sum, dy[dyOffset + k]);
            dx[dxOffset + k] = add ? dx[dxOffset + k] + slope : slope;
        }
    }
}
