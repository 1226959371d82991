package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.internal.RowLoops;
import dev.nervure.runtime.kernel.internal.Scratch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Weights of fewer bits as {@code in} rows of {@code out} values. A row of inputs alone reads them where they are. For more,
 * some rows of weights at a time become floats, which all rows of inputs are multiplied with. Each sum adds its terms in
 * the same order either way.
 *
 * <p>JDK 17 turns bytes and shorts into floats one by one, so one row takes several times as long as with floats there; JDK
 * 25 has vectors for bytes.
 */
abstract class PortableSmallMatrix extends SmallForm {
    /** Rows of weights that are floats at a time: few enough for the first cache, and a multiple of six. */
    private static final int TILE = 24;

    /** Rows of inputs that are multiplied with such a tile before the next. */
    private static final int ROWS = 64;

    final int width;

    PortableSmallMatrix(int outputs, int inputs) {
        super(outputs, inputs);
        this.width = RowLoops.pad(outputs);
    }

    /** How many neighbouring inputs have their scales in common. */
    abstract int group();

    /** The weights of {@code count} inputs from {@code from} on as floats, without scales. */
    abstract void toFloats(int from, int count, float[][] target);

    /** {@code sum[j] += Σₖ x[x0 + k] · w[from + k][j]} for {@code terms} inputs, without scales. */
    abstract void addOne(float[] sum, float[] x, int x0, int from, int terms);

    /** {@code y[j] += s[j] · sum[j]} with the scales of a group of inputs. */
    abstract void addScaled(int group, float[] sum, float[] y, int y0);

    @Override
    final void product(float[] x, int xOffset, int rows, float @Nullable [] bias, float[] y, int yOffset) {
        int group = group();
        for (int r = 0; r < rows; r += ROWS) {
            int count = Math.min(ROWS, rows - r);
            int y0 = yOffset + r * outputs;
            for (int m = 0; m < count; m++) {
                if (bias == null) {
                    Arrays.fill(y, y0 + m * outputs, y0 + (m + 1) * outputs, 0f);
                } else {
                    System.arraycopy(bias, 0, y, y0 + m * outputs, outputs);
                }
            }
            float[][] sums = Scratch.ofThread().sums(count, width);
            for (int from = 0; from < inputs; from += group) {
                addSums(x, xOffset + r * inputs + from, count, from, group, sums);
                for (int m = 0; m < count; m++) {
                    addScaled(from / group, sums[m], y, y0 + m * outputs);
                }
            }
        }
    }

    private void addSums(float[] x, int x0, int rows, int from, int terms, float[][] sums) {
        for (int m = 0; m < rows; m++) {
            Arrays.fill(sums[m], 0, width, 0f);
        }
        if (rows == 1) {
            addOne(sums[0], x, x0, from, terms);
            return;
        }
        float[][] tile = Scratch.ofThread().rows(TILE, width);
        for (int k = 0; k < terms; k += TILE) {
            int some = Math.min(TILE, terms - k);
            toFloats(from + k, some, tile);
            int m = 0;
            for (; m + 2 <= rows; m += 2) {
                int at = x0 + m * inputs + k;
                RowLoops.addTwo(sums[m], sums[m + 1], x, at, x, at + inputs, 1, tile, 0, some, width);
            }
            if (m < rows) {
                RowLoops.addOne(sums[m], x, x0 + m * inputs + k, 1, tile, 0, some, width);
            }
        }
    }
}
