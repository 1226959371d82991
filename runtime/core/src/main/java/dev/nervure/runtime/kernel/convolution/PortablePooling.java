package dev.nervure.runtime.kernel.convolution;

import java.util.Arrays;

/** {@link Pooling} in loops. */
final class PortablePooling {
    private PortablePooling() {}

    static void max(float[] x, int x0, float[] y, int y0, int planes, int height, int width) {
        int columns = width / 2;
        for (int p = 0; p < planes; p++) {
            for (int i = 0; i < height / 2; i++) {
                int above = x0 + (p * height + 2 * i) * width;
                maxOfRow(x, above, above + width, y, y0 + (p * (height / 2) + i) * columns, columns);
            }
        }
    }

    /** One row of maxima. */
    static void maxOfRow(float[] x, int above, int below, float[] y, int to, int columns) {
        for (int j = 0; j < columns; j++) {
            float max = Math.max(x[above + 2 * j], x[above + 2 * j + 1]);
            y[to + j] = Math.max(max, Math.max(x[below + 2 * j], x[below + 2 * j + 1]));
        }
    }

    /** One row of maxima of two values side by side. */
    static void maxOfPairs(float[] x, int from, float[] y, int to, int columns) {
        for (int j = 0; j < columns; j++) {
            y[to + j] = Math.max(x[from + 2 * j], x[from + 2 * j + 1]);
        }
    }

    static void maxGradient(
            float[] dy, float[] x, int x0, float[] y, float[] dx, int planes, int height, int width, boolean add) {
        if (!add) {
            Arrays.fill(dx, 0, planes * height * width, 0f);
        }
        for (int p = 0; p < planes; p++) {
            for (int i = 0; i < height / 2; i++) {
                addToRows(dy, x, x0, y, (p * (height / 2) + i) * (width / 2), dx, (p * height + 2 * i) * width, width);
            }
        }
    }

    /** Adds to two rows what belongs to one row of maxima. */
    static void addToRows(float[] dy, float[] x, int x0, float[] y, int from, float[] dx, int above, int width) {
        for (int j = 0; j < width / 2; j++) {
            float max = y[from + j];
            int at = x0 + above + 2 * j;
            int below = at + width;
            int place = x[at] == max ? at : x[at + 1] == max ? at + 1 : x[below] == max ? below : below + 1;
            dx[place - x0] += dy[from + j];
        }
    }
}
