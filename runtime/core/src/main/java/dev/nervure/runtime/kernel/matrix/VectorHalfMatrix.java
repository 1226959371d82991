package dev.nervure.runtime.kernel.matrix;

import org.jspecify.annotations.Nullable;

/** Weights in IEEE 754's binary16, in panels. */
final class VectorHalfMatrix extends VectorSmallMatrix {
    private final short[][] panels;

    VectorHalfMatrix(int outputs, int inputs, ShortWeights weights) {
        super(outputs, inputs);
        this.panels = ShortPanels.of(weights.values(), inputs, layout);
    }

    @Override
    void product(float[] x, int xOffset, int rows, float @Nullable [] bias, float[] y, int yOffset) {
        sums(x, xOffset, rows, 0, inputs, bias, y, yOffset);
    }

    @Override
    void toFloats(int p, int b0, int count, float[] target) {
        HalfBlocks.toFloats(panels[p], b0, count, target);
    }

    @Override
    void readRow(int j, float[] target, int offset) {
        ShortPanels.readRow(panels, layout, inputs, j, false, target, offset);
    }

    @Override
    SmallWeights held() {
        return new ShortWeights(ShortPanels.rowMajor(panels, outputs, inputs, layout), false);
    }

    @Override
    long bytes() {
        return ShortPanels.bytes(panels);
    }
}
