package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.Kernels;

/**
 * Max pooling over windows of 2 × 2 that lie side by side, which halves both axes; a last odd row or column has none. Planes lie one
 * after the other, row-major; offsets count floats.
 */
public final class Pooling {
    private Pooling() {}

    /** {@code x [planes, height, width] → y [planes, height / 2, width / 2]}: the maximum of each window, NaN where one of it is. */
    public static void max(float[] x, float[] y, int planes, int height, int width) {
        max(x, 0, y, 0, planes, height, width);
    }

    /** The same from {@code x0} and to {@code y0} on, in floats. */
    static void max(float[] x, int x0, float[] y, int y0, int planes, int height, int width) {
        if (Kernels.vectors()) {
            VectorPooling.max(x, x0, y, y0, planes, height, width);
        } else {
            PortablePooling.max(x, x0, y, y0, planes, height, width);
        }
    }

    /**
     * {@code ∂x}, or added to it: {@code ∂y} where x is first in its window to be its maximum, 0 elsewhere. Where the maximum
     * is NaN, the last of the window takes it.
     *
     * @param y the maxima
     */
    public static void maxGradient(
            float[] dy, float[] x, float[] y, float[] dx, int planes, int height, int width, boolean add) {
        if (Kernels.vectors() && !add) {
            VectorPooling.maxGradient(dy, x, 0, y, dx, planes, height, width, 0);
        } else {
            PortablePooling.maxGradient(dy, x, 0, y, dx, planes, height, width, add);
        }
    }
}
