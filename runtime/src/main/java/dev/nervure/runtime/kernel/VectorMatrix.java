package dev.nervure.runtime.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A matrix in panels: a panel holds, for each input in turn, its weights to the same four vectors of outputs, so a product
 * reads it from start to end. Outputs that do not fill four vectors go to panels of two and of one vector, the last
 * filled up with zeros.
 */
final class VectorMatrix extends Matrix {
    private static final int N = Lanes.COUNT;
    /** Sixteen registers, as with 256 bits on most processors, hold six rows by two vectors and not by four. */
    private static final boolean HALF_BLOCKS = N == 8;
    /** Terms that a block adds up before it stores: what it reads meanwhile stays in the second-level cache. */
    private static final int TILE = 1024;

    private static final int ROWS_TILE = 256;
    /** Fewer rows than this are not worth transposing the weights for. */
    private static final int FEW_ROWS = 8;

    private static final float[] ZEROS = new float[8 * N];

    private final float[][] panels;
    /** Outputs in whole vectors; the rest is the last panel's. */
    private final int whole;

    VectorMatrix(int outputs, int inputs) {
        super(outputs, inputs);
        this.whole = outputs / N * N;
        int count = panelOf(outputs - 1) + 1;
        this.panels = new float[count][];
        for (int p = 0; p < count; p++) {
            panels[p] = new float[inputs * width(p)];
        }
    }

    int panelOf(int j) {
        int fours = whole / (4 * N);
        if (j < fours * 4 * N) {
            return j / (4 * N);
        }
        if (j >= whole) {
            return fours + Integer.bitCount(whole / N % 4);
        }
        return whole / N % 4 == 3 && j >= (fours * 4 + 2) * N ? fours + 1 : fours;
    }

    int column(int p) {
        int fours = whole / (4 * N);
        if (p <= fours) {
            return p * 4 * N;
        }
        return p == panels.length - 1 && whole < outputs ? whole : (fours * 4 + 2) * N;
    }

    /** Floats of panel {@code p} for one input. */
    int width(int p) {
        int left = (whole - column(p)) / N;
        return left >= 4 ? 4 * N : left >= 2 ? 2 * N : N;
    }

    /** Whether panel {@code p} has outputs that do not exist. */
    private boolean padded(int p) {
        return column(p) >= whole;
    }

    @Override
    public void multiply(
            float[] x, int xOffset, int rows, float @Nullable [] bias, Epilogue f, float[] y, int yOffset) {
        boolean relu = f == Epilogue.RELU;
        int p = 0;
        if (rows == 1 && inputs <= TILE) {
            float[] start = bias == null ? ZEROS : bias;
            for (; p + 1 < panels.length && !padded(p + 1) && width(p + 1) >= 2 * N; p += 2) {
                int j = column(p);
                int s0 = bias == null ? 0 : j;
                if (width(p + 1) == 4 * N) {
                    VectorBlocks.row1x8(x, xOffset, inputs, panels[p], panels[p + 1], start, s0, y, yOffset + j, relu);
                } else {
                    VectorBlocks.row1x6(x, xOffset, inputs, panels[p], panels[p + 1], start, s0, y, yOffset + j, relu);
                }
            }
        }
        for (; p < panels.length; p++) {
            if (padded(p)) {
                multiplyLast(p, x, xOffset, rows, bias, relu, y, yOffset);
            } else {
                multiply(p, x, xOffset, rows, bias, relu, y, yOffset);
            }
        }
        if (f == Epilogue.SIGMOID) {
            VectorFunctions.apply(Function.SIGMOID, y, yOffset, y, yOffset, rows * outputs, 0f);
        } else if (f == Epilogue.TANH) {
            VectorFunctions.apply(Function.TANH, y, yOffset, y, yOffset, rows * outputs, 0f);
        }
    }

    private void multiply(
            int p, float[] x, int xOffset, int rows, float @Nullable [] bias, boolean relu, float[] y, int yOffset) {
        int j = column(p);
        int width = width(p);
        int k = 0;
        do {
            int terms = Math.min(TILE, inputs - k);
            boolean last = k + terms == inputs;
            float[] start = k > 0 ? y : bias == null ? ZEROS : bias;
            for (int r = 0; r < rows; r += VectorBlocks.ROWS) {
                int c0 = yOffset + r * outputs + j;
                block(
                        width,
                        x,
                        xOffset + r * inputs + k,
                        inputs,
                        1,
                        Math.min(VectorBlocks.ROWS, rows - r),
                        panels[p],
                        k * width,
                        width,
                        terms,
                        start,
                        k > 0 ? c0 : bias == null ? 0 : j,
                        k > 0 ? outputs : 0,
                        y,
                        c0,
                        outputs,
                        relu && last);
            }
            k += terms;
        } while (k < inputs);
    }

    /** The last panel's results pass through a buffer, because its vectors reach beyond the end of a row. */
    private void multiplyLast(
            int p, float[] x, int xOffset, int rows, float @Nullable [] bias, boolean relu, float[] y, int yOffset) {
        VectorScratch scratch = VectorScratch.ofThread();
        float[] start = ZEROS;
        int used = outputs - whole;
        if (bias != null) {
            start = scratch.start();
            System.arraycopy(bias, whole, start, 0, used);
        }
        float[] results = scratch.results();
        for (int r = 0; r < rows; r += VectorBlocks.ROWS) {
            int count = Math.min(VectorBlocks.ROWS, rows - r);
            block(
                    N,
                    x,
                    xOffset + r * inputs,
                    inputs,
                    1,
                    count,
                    panels[p],
                    0,
                    N,
                    inputs,
                    start,
                    0,
                    0,
                    results,
                    0,
                    N,
                    relu);
            for (int m = 0; m < count; m++) {
                System.arraycopy(results, m * N, y, yOffset + (r + m) * outputs + whole, used);
            }
        }
    }

    private static void block(
            int width,
            float[] a,
            int a0,
            int aRow,
            int aTerm,
            int rows,
            float[] b,
            int b0,
            int bTerm,
            int terms,
            float[] start,
            int s0,
            int sRow,
            float[] c,
            int c0,
            int cRow,
            boolean relu) {
        if (rows == 1 && aTerm == 1 && bTerm == width) {
            if (width == 4 * N) {
                VectorBlocks.row1x4(a, a0, terms, b, b0, start, s0, c, c0, relu);
            } else if (width == 2 * N) {
                VectorBlocks.row1x2(a, a0, terms, b, b0, start, s0, c, c0, relu);
            } else {
                VectorBlocks.row1x1(a, a0, terms, b, b0, start, s0, c, c0, relu);
            }
        } else if (width == N) {
            VectorBlocks.block6x1(a, a0, aRow, aTerm, rows, b, b0, bTerm, terms, start, s0, sRow, c, c0, cRow, relu);
        } else if (width == 4 * N && !HALF_BLOCKS) {
            VectorBlocks.block6x4(a, a0, aRow, aTerm, rows, b, b0, bTerm, terms, start, s0, sRow, c, c0, cRow, relu);
        } else {
            for (int v = 0; v < width; v += 2 * N) {
                VectorBlocks.block6x2(
                        a, a0, aRow, aTerm, rows, b, b0 + v, bTerm, terms, start, s0 + v, sRow, c, c0 + v, cRow, relu);
            }
        }
    }

    @Override
    public void inputGradient(float[] delta, int deltaOffset, int rows, float[] dx, int dxOffset, boolean add) {
        VectorScratch scratch = VectorScratch.ofThread();
        if (rows < FEW_ROWS) {
            if (!add) {
                Arrays.fill(dx, dxOffset, dxOffset + rows * inputs, 0f);
            }
            for (int p = 0; p < panels.length; p++) {
                dots(p, delta, deltaOffset, rows, dx, dxOffset, scratch);
            }
            return;
        }
        float[] strip = scratch.strip(outputs * 4 * N);
        for (int i = 0; i < inputs; ) {
            int left = (inputs - i) / N;
            int width = left >= 4 ? 4 * N : left >= 2 ? 2 * N : N;
            int used = Math.min(width, inputs - i);
            transpose(i, used, width, strip);
            if (used == width) {
                for (int r = 0; r < rows; r += VectorBlocks.ROWS) {
                    int c0 = dxOffset + r * inputs + i;
                    block(
                            width,
                            delta,
                            deltaOffset + r * outputs,
                            outputs,
                            1,
                            Math.min(VectorBlocks.ROWS, rows - r),
                            strip,
                            0,
                            width,
                            outputs,
                            add ? dx : ZEROS,
                            add ? c0 : 0,
                            add ? inputs : 0,
                            dx,
                            c0,
                            inputs,
                            false);
                }
            } else {
                lastInputs(i, used, strip, delta, deltaOffset, rows, dx, dxOffset, add, scratch.results());
            }
            i += width;
        }
    }

    private void lastInputs(
            int i,
            int used,
            float[] strip,
            float[] delta,
            int deltaOffset,
            int rows,
            float[] dx,
            int dxOffset,
            boolean add,
            float[] results) {
        for (int r = 0; r < rows; r += VectorBlocks.ROWS) {
            int count = Math.min(VectorBlocks.ROWS, rows - r);
            int a0 = deltaOffset + r * outputs;
            block(N, delta, a0, outputs, 1, count, strip, 0, N, outputs, ZEROS, 0, 0, results, 0, N, false);
            for (int m = 0; m < count; m++) {
                int at = dxOffset + (r + m) * inputs + i;
                for (int k = 0; k < used; k++) {
                    dx[at + k] = add ? dx[at + k] + results[m * N + k] : results[m * N + k];
                }
            }
        }
    }

    /** The weights of inputs {@code i} to {@code i + used} for each output in turn, to rows of {@code width}. */
    private void transpose(int i, int used, int width, float[] strip) {
        for (int p = 0; p < panels.length; p++) {
            float[] panel = panels[p];
            int from = column(p);
            int panelWidth = width(p);
            int to = Math.min(outputs, from + panelWidth);
            for (int j = from; j < to; j++) {
                int source = i * panelWidth + j - from;
                int target = j * width;
                for (int k = 0; k < used; k++) {
                    strip[target + k] = panel[source];
                    source += panelWidth;
                }
                Arrays.fill(strip, target + used, target + width, 0f);
            }
        }
    }

    private void dots(
            int p, float[] delta, int deltaOffset, int rows, float[] dx, int dxOffset, VectorScratch scratch) {
        int width = width(p);
        int j = column(p);
        for (int r = 0; r < rows; r++) {
            float[] d = delta;
            int d0 = deltaOffset + r * outputs + j;
            if (padded(p)) {
                d = scratch.start();
                Arrays.fill(d, 0, N, 0f);
                System.arraycopy(delta, d0, d, 0, outputs - whole);
                d0 = 0;
            }
            VectorBlocks.dots(d, d0, panels[p], width, inputs, dx, dxOffset + r * inputs, scratch.results());
        }
    }

    @Override
    public void weightGradient(float[] delta, int deltaOffset, int rows, float[] x, int xOffset, boolean add) {
        if (rows == 0 && !add) {
            for (float[] panel : panels) {
                Arrays.fill(panel, 0f);
            }
        }
        for (int r = 0; r < rows; r += ROWS_TILE) {
            int terms = Math.min(ROWS_TILE, rows - r);
            int d0 = deltaOffset + r * outputs;
            for (int p = 0; p < panels.length; p++) {
                if (padded(p)) {
                    int used = outputs - whole;
                    float[] last = VectorScratch.ofThread().strip(ROWS_TILE * N);
                    for (int k = 0; k < terms; k++) {
                        System.arraycopy(delta, d0 + k * outputs + whole, last, k * N, used);
                        Arrays.fill(last, k * N + used, k * N + N, 0f);
                    }
                    weightGradient(p, last, 0, N, terms, x, xOffset + r * inputs, add || r > 0);
                } else {
                    weightGradient(p, delta, d0 + column(p), outputs, terms, x, xOffset + r * inputs, add || r > 0);
                }
            }
        }
    }

    private void weightGradient(
            int p, float[] delta, int d0, int dRow, int terms, float[] x, int xOffset, boolean add) {
        float[] panel = panels[p];
        int width = width(p);
        for (int i = 0; i < inputs; i += VectorBlocks.ROWS) {
            int count = Math.min(VectorBlocks.ROWS, inputs - i);
            int c0 = i * width;
            block(
                    width,
                    x,
                    xOffset + i,
                    1,
                    inputs,
                    count,
                    delta,
                    d0,
                    dRow,
                    terms,
                    add ? panel : ZEROS,
                    add ? c0 : 0,
                    add ? width : 0,
                    panel,
                    c0,
                    width,
                    false);
        }
    }

    /** Adds {@code Σₖ a[m][k] · b[k]} to the weights of inputs {@code i + m} in panel {@code p}. */
    void addRows(int p, int i, int count, float[] a, int aRow, float[] b, int b0, int bTerm, int terms) {
        int width = width(p);
        int c0 = i * width;
        float[] panel = panels[p];
        block(width, a, 0, aRow, 1, count, b, b0, bTerm, terms, panel, c0, width, panel, c0, width, false);
    }

    @Override
    public void readRow(int j, float[] target, int offset) {
        int p = panelOf(j);
        int width = width(p);
        int at = j - column(p);
        for (int i = 0; i < inputs; i++) {
            target[offset + i] = panels[p][at + i * width];
        }
    }

    @Override
    public void addToRow(int j, float[] source, int offset) {
        int p = panelOf(j);
        int width = width(p);
        int at = j - column(p);
        for (int i = 0; i < inputs; i++) {
            panels[p][at + i * width] += source[offset + i];
        }
    }

    @Override
    public float[][] chunks() {
        return panels;
    }

    @Override
    public void read(float[] rowMajor) {
        for (int j = 0; j < outputs; j++) {
            readRow(j, rowMajor, j * inputs);
        }
    }

    @Override
    public void write(float[] rowMajor) {
        for (int j = 0; j < outputs; j++) {
            int p = panelOf(j);
            int width = width(p);
            int at = j - column(p);
            for (int i = 0; i < inputs; i++) {
                panels[p][at + i * width] = rowMajor[j * inputs + i];
            }
        }
    }

    @Override
    public Matrix zeros() {
        return new VectorMatrix(outputs, inputs);
    }
}
