package dev.nervure.runtime.kernel.matrix;

import org.jspecify.annotations.Nullable;

/** Weights in bfloat16 in panels. */
final class VectorBrainMatrix extends VectorBlockMatrix {
    private final short[][] panels;

    VectorBrainMatrix(int outputs, int inputs, ShortWeights weights) {
        super(outputs, inputs);
        this.panels = ShortPanels.of(weights.values(), inputs, layout);
    }

    @Override
    void product(float[] x, int xOffset, int rows, float @Nullable [] bias, float[] y, int yOffset) {
        sums(x, xOffset, rows, 0, inputs, bias, y, yOffset);
    }

    @Override
    void twoPanels(int p, float[] x, int x0, int terms, int b0, float[] start, int s0, float[] c, int c0) {
        BrainBlocks.row1x8(x, x0, terms, panels[p], panels[p + 1], b0, start, s0, c, c0);
    }

    @Override
    void onePanel(int p, float[] x, int x0, int terms, int b0, float[] start, int s0, float[] c, int c0) {
        BrainBlocks.row1x4(x, x0, terms, panels[p], b0, start, s0, c, c0);
    }

    @Override
    void halfBlock(
            int p, float[] x, int x0, int rows, int b0, int terms, float[] start, int s0, int sRow, float[] c, int c0) {
        BrainBlocks.block4x2(x, x0, inputs, rows, panels[p], b0, terms, start, s0, sRow, c, c0, outputs);
    }

    @Override
    void block(
            int p, float[] x, int x0, int rows, int b0, int terms, float[] start, int s0, int sRow, float[] c, int c0) {
        short[] b = panels[p];
        if (rows > 2) {
            BrainBlocks.block4x4(x, x0, inputs, rows, b, b0, terms, start, s0, sRow, c, c0, outputs);
        } else {
            BrainBlocks.block2x4(x, x0, inputs, rows, b, b0, terms, start, s0, sRow, c, c0, outputs);
        }
    }

    @Override
    void toFloats(int p, int b0, int count, float[] target) {
        BrainBlocks.toFloats(panels[p], b0, count, target);
    }

    @Override
    void readRow(int j, float[] target, int offset) {
        ShortPanels.readRow(panels, layout, inputs, j, true, target, offset);
    }

    @Override
    SmallWeights held() {
        return new ShortWeights(ShortPanels.rowMajor(panels, outputs, inputs, layout), true);
    }

    @Override
    long bytes() {
        return ShortPanels.bytes(panels);
    }
}
