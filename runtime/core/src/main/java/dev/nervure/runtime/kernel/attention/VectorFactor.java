package dev.nervure.runtime.kernel.attention;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.SquareTransposition;
import dev.nervure.runtime.kernel.internal.VectorProducts;

/** A {@link Factor} in panels of four vectors of columns, the last as narrow as will do, as the weights of a dense layer. */
final class VectorFactor extends Factor {
    private static final int N = Lanes.COUNT;
    private static final float[] ZEROS = new float[4 * N];

    private float[] panels = {};
    private int terms;
    private int columns;

    @Override
    void set(float[] b, int offset, int step, int terms, int columns) {
        resize(terms, columns);
        int width;
        for (int j = 0; j < columns; j += width) {
            width = width(columns - j);
            int used = Math.min(width, columns - j);
            for (int k = 0; k < terms; k++) {
                copy(b, offset + k * step + j, panels, j * terms + k * width, used);
            }
        }
    }

    private static void copy(float[] from, int f, float[] to, int t, int count) {
        for (int i = 0; i < count; i++) {
            to[t + i] = from[f + i];
        }
    }

    @Override
    void setColumns(float[] b, int offset, int step, int terms, int columns) {
        resize(terms, columns);
        int width;
        for (int j = 0; j < columns; j += width) {
            width = width(columns - j);
            int end = Math.min(j + width, columns);
            int to = j * terms;
            int squares = SquareTransposition.POSSIBLE ? SquareTransposition.SIDE : Integer.MAX_VALUE;
            int i = j;
            for (; i <= end - squares; i += squares) {
                int k = 0;
                for (; k <= terms - squares; k += squares) {
                    SquareTransposition.square(b, offset + i * step + k, step, panels, to + k * width + i - j, width);
                }
                transpose(b, offset, step, k, terms, i, i + squares, to - j, width);
            }
            transpose(b, offset, step, 0, terms, i, end, to - j, width);
        }
    }

    /** Some rows of some columns, one by one. */
    private void transpose(float[] b, int offset, int step, int k0, int k1, int j0, int j1, int to, int width) {
        for (int k = k0; k < k1; k++) {
            for (int j = j0; j < j1; j++) {
                panels[to + k * width + j] = b[offset + j * step + k];
            }
        }
    }

    private void resize(int terms, int columns) {
        this.terms = terms;
        this.columns = columns;
        int size = terms * rowOf(columns);
        if (panels.length < size) {
            panels = new float[size];
        }
    }

    /** Of the panel that begins where so many columns are left. */
    private static int width(int left) {
        return left > 2 * N ? 4 * N : left > N ? 2 * N : N;
    }

    @Override
    void multiply(
            float[] a,
            int a0,
            int aRow,
            int aTerm,
            int rows,
            int terms,
            int columns,
            float[] c,
            int cRow,
            boolean add) {
        int width;
        for (int j = 0; j < columns; j += width) {
            width = width(this.columns - j);
            float[] start = add ? c : ZEROS;
            int s0 = add ? j : 0;
            int sRow = add ? cRow : 0;
            int b0 = j * this.terms;
            VectorProducts.panel(width, a, a0, aRow, aTerm, rows, panels, b0, terms, start, s0, sRow, c, j, cRow);
        }
    }
}
