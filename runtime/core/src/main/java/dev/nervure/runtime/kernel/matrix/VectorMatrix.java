package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.internal.LaneSums;
import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.PanelLayout;
import dev.nervure.runtime.kernel.internal.SquareTransposition;
import dev.nervure.runtime.kernel.internal.VectorProducts;
import dev.nervure.runtime.kernel.internal.VectorScratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Weights in panels: a panel holds, for each input in turn, its weights to the same four vectors of outputs, so a product
 * reads it from start to end. Outputs that do not fill four vectors go to panels of two and of one vector, the last
 * filled up with zeros.
 */
final class VectorMatrix extends MatrixForm {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;
    /** Rows whose part of a gradient is added up at a time: what is read of them for a panel fits into the first cache. */
    private static final int ROWS_TILE = 128;
    /** Fewer rows than this are not worth transposing the weights for. */
    private static final int FEW_ROWS = 8;

    /** What gathering an input that is not zero costs, in outputs of one term. */
    private static final int GATHERING = 80;

    private static final float[] ZEROS = new float[8 * N];

    private final float[][] panels;
    private final PanelLayout layout;

    VectorMatrix(int outputs, int inputs) {
        super(outputs, inputs);
        this.layout = new PanelLayout(outputs);
        this.panels = new float[layout.count()][];
        for (int p = 0; p < panels.length; p++) {
            panels[p] = new float[inputs * layout.width(p)];
        }
    }

    @Override
    void product(float[] x, int xOffset, int rows, float @Nullable [] bias, float[] y, int yOffset) {
        int p = rows == 1 ? multiplyPairs(x, xOffset, bias, y, yOffset) : 0;
        for (; p < panels.length; p++) {
            if (layout.padded(p)) {
                multiplyLast(p, x, xOffset, rows, bias, y, yOffset);
            } else {
                int j = layout.column(p);
                float[] start = bias == null ? ZEROS : bias;
                int s0 = bias == null ? 0 : j;
                int width = layout.width(p);
                int y0 = yOffset + j;
                float[] panel = panels[p];
                VectorProducts.panel(
                        width, x, xOffset, inputs, 1, rows, panel, 0, inputs, start, s0, 0, y, y0, outputs);
            }
        }
    }

    /** One row by two panels at a time, as long as there are two; returns the panels that are done. */
    private int multiplyPairs(float[] x, int xOffset, float @Nullable [] bias, float[] y, int yOffset) {
        float[] start = bias == null ? ZEROS : bias;
        int p = 0;
        if (NonZeros.areWorthGathering(x, xOffset, inputs, outputs, GATHERING)) {
            p = multiplyPairs(NonZeros.of(x, xOffset, inputs), bias, start, y, yOffset);
        }
        for (; p + 1 < panels.length && !layout.padded(p + 1) && layout.width(p + 1) >= 2 * N; p += 2) {
            int j = layout.column(p);
            int s0 = bias == null ? 0 : j;
            VectorProducts.twoPanels(
                    layout.width(p + 1), x, xOffset, inputs, panels[p], panels[p + 1], start, s0, y, yOffset + j);
        }
        return p;
    }

    /** Pairs of whole panels alone, by the inputs that are not zero. */
    private int multiplyPairs(NonZeros x, float @Nullable [] bias, float[] start, float[] y, int yOffset) {
        int p = 0;
        for (; p + 1 < panels.length && layout.width(p + 1) == 4 * N; p += 2) {
            int j = layout.column(p);
            int s0 = bias == null ? 0 : j;
            VectorProducts.twoPanels(
                    x.values(), x.places(), x.count(), panels[p], panels[p + 1], start, s0, y, yOffset + j);
        }
        return p;
    }

    /** The last panel's results pass through a buffer, because its vectors reach beyond the end of a row. */
    private void multiplyLast(
            int p, float[] x, int xOffset, int rows, float @Nullable [] bias, float[] y, int yOffset) {
        VectorScratch scratch = VectorScratch.ofThread();
        float[] start = ZEROS;
        int used = outputs - layout.whole();
        if (bias != null) {
            start = scratch.start();
            System.arraycopy(bias, layout.whole(), start, 0, used);
        }
        float[] results = scratch.results();
        for (int r = 0; r < rows; r += VectorProducts.ROWS) {
            int count = Math.min(VectorProducts.ROWS, rows - r);
            int x0 = xOffset + r * inputs;
            VectorProducts.panel(N, x, x0, inputs, 1, count, panels[p], 0, inputs, start, 0, 0, results, 0, N);
            for (int m = 0; m < count; m++) {
                System.arraycopy(results, m * N, y, yOffset + (r + m) * outputs + layout.whole(), used);
            }
        }
    }

    @Override
    void inputGradient(float[] delta, int deltaOffset, int rows, float[] dx, int dxOffset, boolean add) {
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
        float[] strip = scratch.strip((layout.whole() + N) * 4 * N);
        for (int i = 0; i < inputs; ) {
            int left = (inputs - i) / N;
            int width = left >= 4 ? 4 * N : left >= 2 ? 2 * N : N;
            int used = Math.min(width, inputs - i);
            transpose(i, used, width, strip);
            if (used == width) {
                int c0 = dxOffset + i;
                float[] start = add ? dx : ZEROS;
                int s0 = add ? c0 : 0;
                int sRow = add ? inputs : 0;
                int d0 = deltaOffset;
                VectorProducts.panel(
                        width, delta, d0, outputs, 1, rows, strip, 0, outputs, start, s0, sRow, dx, c0, inputs);
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
        for (int r = 0; r < rows; r += VectorProducts.ROWS) {
            int count = Math.min(VectorProducts.ROWS, rows - r);
            int a0 = deltaOffset + r * outputs;
            VectorProducts.panel(N, delta, a0, outputs, 1, count, strip, 0, outputs, ZEROS, 0, 0, results, 0, N);
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
        if (used < width) {
            Arrays.fill(strip, 0, outputs * width, 0f);
        }
        for (int p = 0; p < panels.length; p++) {
            float[] panel = panels[p];
            int from = layout.column(p);
            int panelWidth = layout.width(p);
            int count = Math.min(outputs - from, panelWidth);
            if (SquareTransposition.POSSIBLE && used == width) {
                squares(panel, i, panelWidth, strip, from * width, width);
                continue;
            }
            for (int k = 0; k < used; k++) {
                int source = (i + k) * panelWidth;
                int target = from * width + k;
                if (width == 4 * N) {
                    spread(panel, source, count, strip, target);
                } else {
                    for (int j = 0; j < count; j++) {
                        strip[target + j * width] = panel[source + j];
                    }
                }
            }
        }
    }

    /** Of all outputs of the panel, also those that do not exist. */
    private static void squares(float[] panel, int i, int panelWidth, float[] strip, int target, int width) {
        for (int k = 0; k < width; k += N) {
            for (int j = 0; j < panelWidth; j += N) {
                int from = (i + k) * panelWidth + j;
                SquareTransposition.square(panel, from, panelWidth, strip, target + j * width + k, width);
            }
        }
    }

    /** To every row of four vectors one value: the distance is a constant, so that no bound is checked in the loop. */
    private static void spread(float[] source, int from, int count, float[] target, int to) {
        for (int j = 0; j < count; j++) {
            target[to + j * (4 * N)] = source[from + j];
        }
    }

    private void dots(
            int p, float[] delta, int deltaOffset, int rows, float[] dx, int dxOffset, VectorScratch scratch) {
        int width = layout.width(p);
        int j = layout.column(p);
        for (int r = 0; r < rows; r++) {
            float[] d = delta;
            int d0 = deltaOffset + r * outputs + j;
            if (layout.padded(p)) {
                d = scratch.start();
                Arrays.fill(d, 0, N, 0f);
                System.arraycopy(delta, d0, d, 0, outputs - layout.whole());
                d0 = 0;
            }
            addDots(d, d0, panels[p], width, inputs, dx, dxOffset + r * inputs, scratch.results());
        }
    }

    /** {@code c[i] += d · b[i]} for each of {@code count} rows of {@code b}, {@code width} values each. */
    private static void addDots(float[] d, int d0, float[] b, int width, int count, float[] c, int c0, float[] buffer) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            FloatVector sum = FloatVector.zero(S);
            for (int v = 0; v < width; v += N) {
                sum = FloatVector.fromArray(S, d, d0 + v).fma(FloatVector.fromArray(S, b, from + v), sum);
            }
            c[c0 + i] += LaneSums.total(sum, buffer);
            from += width;
        }
    }

    @Override
    void weightGradient(float[] delta, int deltaOffset, int rows, float[] x, int xOffset, boolean add) {
        if (rows == 0 && !add) {
            for (float[] panel : panels) {
                Arrays.fill(panel, 0f);
            }
        }
        for (int r = 0; r < rows; r += ROWS_TILE) {
            int terms = Math.min(ROWS_TILE, rows - r);
            for (int p = 0; p < panels.length; p++) {
                int width = layout.width(p);
                int used = Math.min(width, outputs - layout.column(p));
                float[] part = VectorScratch.ofThread().strip(ROWS_TILE * width);
                for (int k = 0; k < terms; k++) {
                    int d0 = deltaOffset + (r + k) * outputs + layout.column(p);
                    System.arraycopy(delta, d0, part, k * width, used);
                    Arrays.fill(part, k * width + used, k * width + width, 0f);
                }
                boolean adds = add || r > 0;
                float[] panel = panels[p];
                float[] start = adds ? panel : ZEROS;
                int sRow = adds ? width : 0;
                int x0 = xOffset + r * inputs;
                VectorProducts.panel(width, x, x0, 1, inputs, inputs, part, 0, terms, start, 0, sRow, panel, 0, width);
            }
        }
    }

    @Override
    void readRow(int j, float[] target, int offset) {
        int p = layout.panelOf(j);
        int width = layout.width(p);
        int at = j - layout.column(p);
        for (int i = 0; i < inputs; i++) {
            target[offset + i] = panels[p][at + i * width];
        }
    }

    @Override
    void addToRow(int j, float[] source, int offset) {
        int p = layout.panelOf(j);
        int width = layout.width(p);
        int at = j - layout.column(p);
        for (int i = 0; i < inputs; i++) {
            panels[p][at + i * width] += source[offset + i];
        }
    }

    @Override
    float[][] chunks() {
        return panels;
    }

    @Override
    void read(float[] rowMajor) {
        for (int j = 0; j < outputs; j++) {
            readRow(j, rowMajor, j * inputs);
        }
    }

    @Override
    void write(float[] rowMajor) {
        for (int j = 0; j < outputs; j++) {
            int p = layout.panelOf(j);
            int width = layout.width(p);
            int at = j - layout.column(p);
            for (int i = 0; i < inputs; i++) {
                panels[p][at + i * width] = rowMajor[j * inputs + i];
            }
        }
    }
}
