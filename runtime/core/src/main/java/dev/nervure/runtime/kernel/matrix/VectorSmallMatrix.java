package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.PanelLayout;
import dev.nervure.runtime.kernel.internal.VectorProducts;
import dev.nervure.runtime.kernel.internal.VectorScratch;
import org.jspecify.annotations.Nullable;

/**
 * Weights of fewer bits in the panels of {@link VectorMatrix}. A part of a panel at a time becomes floats in memory, which are
 * multiplied as others are. A subclass may multiply panels of four vectors in another way, with the same order of terms.
 */
abstract class VectorSmallMatrix extends SmallForm {
    private static final int N = Lanes.COUNT;
    private static final float[] ZEROS = new float[4 * N];

    final PanelLayout layout;

    VectorSmallMatrix(int outputs, int inputs) {
        super(outputs, inputs);
        this.layout = new PanelLayout(outputs);
    }

    /** {@code count} weights of panel {@code p}, from {@code b0} on, a multiple of a vector, to floats without their scales. */
    abstract void toFloats(int p, int b0, int count, float[] target);

    /** Multiplies one row by the first panels; returns how many that were. */
    int firstPanels(float[] x, int x0, int from, int terms, float @Nullable [] bias, float[] y, int y0) {
        return 0;
    }

    /**
     * Multiplies up to {@link VectorProducts#TERMS} terms of all rows by panel {@code p}, or returns false.
     *
     * @param b0 where the first weight is in the panel
     * @param sRow from one row of {@code start} to the next
     */
    boolean wholePanel(
            int p, float[] x, int x0, int rows, int b0, int terms, float[] start, int s0, int sRow, float[] c, int c0) {
        return false;
    }

    final boolean isWide(int p) {
        return layout.width(p) == 4 * N && !layout.padded(p);
    }

    /**
     * {@code y = bias + x · Wᵀ} for the terms {@code from … from + terms − 1}, without scales.
     *
     * @param x0 where the value of the first of these terms is, for the first row
     * @param bias what sums start with; null for zeros
     */
    final void sums(float[] x, int x0, int rows, int from, int terms, float @Nullable [] bias, float[] y, int y0) {
        int p = rows == 1 ? firstPanels(x, x0, from, terms, bias, y, y0) : 0;
        for (; p < layout.count(); p++) {
            if (layout.padded(p)) {
                last(p, x, x0, rows, from, terms, bias, y, y0);
            } else {
                panel(p, x, x0, rows, from, terms, bias, y, y0);
            }
        }
    }

    private void panel(
            int p, float[] x, int x0, int rows, int from, int terms, float @Nullable [] bias, float[] y, int y0) {
        int width = layout.width(p);
        int column = layout.column(p);
        int c0 = y0 + column;
        for (int k = 0; k < terms; k += VectorProducts.TERMS) {
            int count = Math.min(VectorProducts.TERMS, terms - k);
            float[] start = k > 0 ? y : bias == null ? ZEROS : bias;
            int s0 = k > 0 ? c0 : bias == null ? 0 : column;
            int sRow = k > 0 ? outputs : 0;
            int at = (from + k) * width;
            if (!isWide(p) || !wholePanel(p, x, x0 + k, rows, at, count, start, s0, sRow, y, c0)) {
                float[] strip = VectorScratch.ofThread().strip(VectorProducts.TERMS * width);
                toFloats(p, at, count * width, strip);
                VectorProducts.panel(
                        width, x, x0 + k, inputs, 1, rows, strip, 0, count, start, s0, sRow, y, c0, outputs);
            }
        }
    }

    /** The last panel's results pass through a buffer, because its vectors reach beyond the end of a row. */
    private void last(
            int p, float[] x, int x0, int rows, int from, int terms, float @Nullable [] bias, float[] y, int y0) {
        VectorScratch scratch = VectorScratch.ofThread();
        float[] strip = scratch.strip(terms * N);
        toFloats(p, from * N, terms * N, strip);
        float[] start = ZEROS;
        int used = outputs - layout.whole();
        if (bias != null) {
            start = scratch.start();
            System.arraycopy(bias, layout.whole(), start, 0, used);
        }
        float[] results = scratch.results();
        for (int r = 0; r < rows; r += VectorProducts.ROWS) {
            int count = Math.min(VectorProducts.ROWS, rows - r);
            int at = x0 + r * inputs;
            VectorProducts.panel(N, x, at, inputs, 1, count, strip, 0, terms, start, 0, 0, results, 0, N);
            for (int m = 0; m < count; m++) {
                System.arraycopy(results, m * N, y, y0 + (r + m) * outputs + layout.whole(), used);
            }
        }
    }
}
