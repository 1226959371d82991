package dev.nervure.runtime.kernel.matrix;

/** Weights of fewer than 32 bits. They are for inference: nothing is added to them, and they have no gradients. */
abstract class SmallForm extends MatrixForm {
    SmallForm(int outputs, int inputs) {
        super(outputs, inputs);
    }

    @Override
    abstract SmallWeights held();

    @Override
    abstract long bytes();

    @Override
    void inputGradient(float[] delta, int deltaOffset, int rows, float[] dx, int dxOffset, boolean add) {
        throw forInference();
    }

    @Override
    void weightGradient(float[] delta, int deltaOffset, int rows, float[] x, int xOffset, boolean add) {
        throw forInference();
    }

    @Override
    void addToRow(int j, float[] source, int offset) {
        throw forInference();
    }

    @Override
    float[][] chunks() {
        throw forInference();
    }

    @Override
    void write(float[] rowMajor) {
        throw forInference();
    }

    @Override
    void read(float[] rowMajor) {
        for (int j = 0; j < outputs; j++) {
            readRow(j, rowMajor, j * inputs);
        }
    }

    private static IllegalStateException forInference() {
        return new IllegalStateException("weights of fewer than 32 bits are for inference");
    }
}
