package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.internal.Fma;
import dev.nervure.runtime.kernel.internal.Scratch;
import dev.nervure.runtime.kernel.internal.VectorScratch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Weights of 8 bits in panels. The scale of an output is applied to its sum, that of a group of inputs to the group's part. */
final class VectorByteMatrix extends VectorBlockMatrix {
    /** Rows whose parts of groups are summed at a time. */
    private static final int ROWS_TILE = 32;

    private final byte[][] panels;
    private final float[][] scales;

    VectorByteMatrix(int outputs, int inputs, ByteWeights weights) {
        super(outputs, inputs);
        this.scales = weights.scalesByGroup(outputs, outputs);
        this.panels = new byte[layout.count()][];
        byte[] values = weights.values();
        for (int p = 0; p < panels.length; p++) {
            int width = layout.width(p);
            byte[] panel = new byte[inputs * width + ByteBlocks.BEYOND];
            for (int j = 0; j < layout.used(p); j++) {
                int row = (layout.column(p) + j) * inputs;
                for (int i = 0; i < inputs; i++) {
                    panel[i * width + j] = values[row + i];
                }
            }
            panels[p] = panel;
        }
    }

    @Override
    void product(float[] x, int xOffset, int rows, float @Nullable [] bias, float[] y, int yOffset) {
        if (scales.length > 1) {
            productByGroups(x, xOffset, rows, bias, y, yOffset);
            return;
        }
        sums(x, xOffset, rows, 0, inputs, null, y, yOffset);
        float[] row = Scratch.ofThread().sums(2, outputs)[0];
        for (int r = 0; r < rows; r++) {
            int y0 = yOffset + r * outputs;
            System.arraycopy(y, y0, row, 0, outputs);
            if (bias == null) {
                scale(row, scales[0], outputs);
            } else {
                scaleAndAdd(row, scales[0], bias, row, outputs);
            }
            System.arraycopy(row, 0, y, y0, outputs);
        }
    }

    private void productByGroups(float[] x, int xOffset, int rows, float @Nullable [] bias, float[] y, int yOffset) {
        int group = inputs / scales.length;
        float[] row = Scratch.ofThread().sums(2, outputs)[0];
        float[] sum = Scratch.ofThread().sums(2, outputs)[1];
        float[] parts = VectorScratch.ofThread().parts(Math.min(rows, ROWS_TILE) * outputs);
        for (int r = 0; r < rows; r += ROWS_TILE) {
            int count = Math.min(ROWS_TILE, rows - r);
            int y0 = yOffset + r * outputs;
            for (int m = 0; m < count; m++) {
                if (bias == null) {
                    Arrays.fill(y, y0 + m * outputs, y0 + (m + 1) * outputs, 0f);
                } else {
                    System.arraycopy(bias, 0, y, y0 + m * outputs, outputs);
                }
            }
            for (int g = 0; g < scales.length; g++) {
                sums(x, xOffset + r * inputs + g * group, count, g * group, group, null, parts, 0);
                for (int m = 0; m < count; m++) {
                    int at = y0 + m * outputs;
                    System.arraycopy(parts, m * outputs, row, 0, outputs);
                    System.arraycopy(y, at, sum, 0, outputs);
                    scaleAndAdd(row, scales[g], sum, sum, outputs);
                    System.arraycopy(sum, 0, y, at, outputs);
                }
            }
        }
    }

    // Plain loops over rows of their own, which HotSpot vectorises soon: vectors are slow until they are compiled, and
    // a
    // product calls these seldom.

    /** {@code y = y · s}. */
    private static void scale(float[] y, float[] s, int count) {
        for (int j = 0; j < count; j++) {
            y[j] *= s[j];
        }
    }

    /** {@code y = z · s + b}. */
    private static void scaleAndAdd(float[] z, float[] s, float[] b, float[] y, int count) {
        for (int j = 0; j < count; j++) {
            y[j] = Fma.add(z[j], s[j], b[j]);
        }
    }

    @Override
    void twoPanels(int p, float[] x, int x0, int terms, int b0, float[] start, int s0, float[] c, int c0) {
        ByteBlocks.row1x8(x, x0, terms, panels[p], panels[p + 1], b0, start, s0, c, c0);
    }

    @Override
    void onePanel(int p, float[] x, int x0, int terms, int b0, float[] start, int s0, float[] c, int c0) {
        ByteBlocks.row1x4(x, x0, terms, panels[p], b0, start, s0, c, c0);
    }

    @Override
    void halfBlock(
            int p, float[] x, int x0, int rows, int b0, int terms, float[] start, int s0, int sRow, float[] c, int c0) {
        ByteBlocks.block4x2(x, x0, inputs, rows, panels[p], b0, terms, start, s0, sRow, c, c0, outputs);
    }

    @Override
    void block(
            int p, float[] x, int x0, int rows, int b0, int terms, float[] start, int s0, int sRow, float[] c, int c0) {
        byte[] b = panels[p];
        if (rows > 2) {
            ByteBlocks.block4x4(x, x0, inputs, rows, b, b0, terms, start, s0, sRow, c, c0, outputs);
        } else {
            ByteBlocks.block2x4(x, x0, inputs, rows, b, b0, terms, start, s0, sRow, c, c0, outputs);
        }
    }

    @Override
    void toFloats(int p, int b0, int count, float[] target) {
        ByteBlocks.toFloats(panels[p], b0, count, target);
    }

    @Override
    void readRow(int j, float[] target, int offset) {
        int p = layout.panelOf(j);
        int width = layout.width(p);
        int at = j - layout.column(p);
        byte[] panel = panels[p];
        int group = inputs / scales.length;
        for (int g = 0; g < scales.length; g++) {
            float scale = scales[g][j];
            for (int i = g * group; i < (g + 1) * group; i++) {
                target[offset + i] = panel[at + i * width] * scale;
            }
        }
    }

    @Override
    SmallWeights held() {
        byte[] values = new byte[outputs * inputs];
        for (int p = 0; p < panels.length; p++) {
            int width = layout.width(p);
            for (int j = 0; j < layout.used(p); j++) {
                int row = (layout.column(p) + j) * inputs;
                for (int i = 0; i < inputs; i++) {
                    values[row + i] = panels[p][i * width + j];
                }
            }
        }
        return new ByteWeights(values, ByteWeights.scales(scales, outputs));
    }

    @Override
    long bytes() {
        long bytes = (long) scales.length * outputs * Float.BYTES;
        for (byte[] panel : panels) {
            bytes += panel.length;
        }
        return bytes;
    }
}
