package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.internal.Lanes;
import org.jspecify.annotations.Nullable;

/** Weights of fewer bits that become floats in registers, in the middle of the product, where a panel has four vectors. */
abstract class VectorBlockMatrix extends VectorSmallMatrix {
    private static final int N = Lanes.COUNT;
    private static final float[] ZEROS = new float[8 * N];

    /** Rows of a block: with more, JDK 17 would keep vectors as objects. */
    private static final int ROWS = 4;

    /** Sixteen registers hold four rows by two vectors and not by four. */
    private static final boolean HALF_BLOCKS = N == 8;

    VectorBlockMatrix(int outputs, int inputs) {
        super(outputs, inputs);
    }

    /** One row by panels {@code p} and {@code p + 1}, from weight {@code b0} of each on. */
    abstract void twoPanels(int p, float[] x, int x0, int terms, int b0, float[] start, int s0, float[] c, int c0);

    /** One row by panel {@code p}. */
    abstract void onePanel(int p, float[] x, int x0, int terms, int b0, float[] start, int s0, float[] c, int c0);

    /** Up to four rows by two vectors of panel {@code p}. */
    abstract void halfBlock(
            int p, float[] x, int x0, int rows, int b0, int terms, float[] start, int s0, int sRow, float[] c, int c0);

    /** Up to four rows by panel {@code p}. */
    abstract void block(
            int p, float[] x, int x0, int rows, int b0, int terms, float[] start, int s0, int sRow, float[] c, int c0);

    @Override
    final int firstPanels(float[] x, int x0, int from, int terms, float @Nullable [] bias, float[] y, int y0) {
        float[] start = bias == null ? ZEROS : bias;
        int p = 0;
        for (; p + 1 < layout.count() && isWide(p + 1); p += 2) {
            int j = layout.column(p);
            twoPanels(p, x, x0, terms, from * (4 * N), start, bias == null ? 0 : j, y, y0 + j);
        }
        if (p < layout.count() && isWide(p)) {
            int j = layout.column(p);
            onePanel(p, x, x0, terms, from * (4 * N), start, bias == null ? 0 : j, y, y0 + j);
            p++;
        }
        return p;
    }

    @Override
    final boolean wholePanel(
            int p, float[] x, int x0, int rows, int b0, int terms, float[] start, int s0, int sRow, float[] c, int c0) {
        for (int r = 0; r < rows; r += ROWS) {
            int some = Math.min(ROWS, rows - r);
            int at = x0 + r * inputs;
            int s = s0 + r * sRow;
            int to = c0 + r * outputs;
            if (HALF_BLOCKS && some > 2) {
                halfBlock(p, x, at, some, b0, terms, start, s, sRow, c, to);
                halfBlock(p, x, at, some, b0 + 2 * N, terms, start, s + 2 * N, sRow, c, to + 2 * N);
            } else {
                block(p, x, at, some, b0, terms, start, s, sRow, c, to);
            }
        }
        return true;
    }
}
