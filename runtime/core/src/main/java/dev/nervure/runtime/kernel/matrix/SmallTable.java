package dev.nervure.runtime.kernel.matrix;

import org.jspecify.annotations.Nullable;

/** A table of fewer bits that is only looked up: as files have it. */
final class SmallTable extends SmallForm {
    private final SmallWeights weights;

    SmallTable(int outputs, int inputs, SmallWeights weights) {
        super(outputs, inputs);
        this.weights = weights;
    }

    @Override
    void product(float[] x, int xOffset, int rows, float @Nullable [] bias, float[] y, int yOffset) {
        throw TableForm.lookedUp();
    }

    @Override
    void readRow(int j, float[] target, int offset) {
        weights.readValues(j * inputs, inputs, target, offset);
    }

    @Override
    SmallWeights held() {
        return weights;
    }

    @Override
    long bytes() {
        return weights.bytes();
    }
}
