package dev.nervure.runtime.kernel.attention;

/** Tables of sines and cosines by position; the same bits on every machine. */
public final class Positions {
    private Positions() {}

    /**
     * {@code [steps, width]}: column {@code 2i} is {@code sin(t / 10000^(2i / width))}, column {@code 2i + 1} the cosine
     * (Vaswani and others 2017).
     */
    public static float[] sinusoidal(int steps, int width) {
        float[] table = new float[steps * width];
        for (int t = 0; t < steps; t++) {
            for (int j = 0; j < width; j++) {
                double angle = angle(t, j / 2, width, 10_000);
                table[t * width + j] = (float) (j % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
            }
        }
        return table;
    }

    /**
     * {@code [steps, width]}: columns {@code 2i} and {@code 2i + 1} are cosine and sine of {@code t / base^(2i / width)},
     * for {@link #rotate}.
     */
    public static float[] rotary(int steps, int width, double base) {
        float[] table = new float[steps * width];
        for (int t = 0; t < steps; t++) {
            for (int j = 0; j < width; j++) {
                double angle = angle(t, j / 2, width, base);
                table[t * width + j] = (float) (j % 2 == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle));
            }
        }
        return table;
    }

    private static double angle(int t, int pair, int width, double base) {
        return t / StrictMath.pow(base, 2.0 * pair / width);
    }

    /**
     * Rotates each pair of values of the first {@code heads} vectors of every row by an angle that grows
     * with the row's number (Su and others 2021), and copies the rest.
     *
     * @param x {@code [rows, width]}, from float {@code from} on
     * @param width floats of a row
     * @param heads vectors of a row that are rotated
     * @param head floats of one vector
     * @param table {@link #rotary} of at least so many rows, {@code [rows, head]}
     * @param interleaved whether neighbours are a pair; else value {@code i} and value {@code i + head / 2}
     * @param back whether to rotate by the negative angle, as the gradient needs
     * @param y {@code [rows, width]}, from float {@code from} on
     * @param add whether to add to {@code y}
     */
    public static void rotate(
            float[] x,
            int from,
            int rows,
            int width,
            int heads,
            int head,
            float[] table,
            boolean interleaved,
            boolean back,
            float[] y,
            boolean add) {
        rotate(x, from, rows, 0, width, heads, head, table, interleaved, back, y, add);
    }

    /** The same with the number of the first row, where others come before it. */
    public static void rotate(
            float[] x,
            int from,
            int rows,
            int first,
            int width,
            int heads,
            int head,
            float[] table,
            boolean interleaved,
            boolean back,
            float[] y,
            boolean add) {
        float sign = back ? -1f : 1f;
        for (int t = 0; t < rows; t++) {
            int row = from + t * width;
            int angles = (first + t) * head;
            for (int h = 0; h < heads; h++) {
                for (int j = 0; j < head; j += 2) {
                    int p = row + h * head + (interleaved ? j : j / 2);
                    int q = p + (interleaved ? 1 : head / 2);
                    float cos = table[angles + j];
                    float sin = sign * table[angles + j + 1];
                    float a = cos * x[p] - sin * x[q];
                    float b = sin * x[p] + cos * x[q];
                    y[p] = add ? y[p] + a : a;
                    y[q] = add ? y[q] + b : b;
                }
            }
            for (int at = row + heads * head; at < row + width; at++) {
                y[at] = add ? y[at] + x[at] : x[at];
            }
        }
    }
}
