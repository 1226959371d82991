package dev.nervure.runtime.kernel;

/** Kernels in the vectors of {@code jdk.incubator.vector}. */
final class VectorProvider implements Provider {
    /** Throws IllegalArgumentException where the property for the vectors' width says something else than a width. */
    VectorProvider() {
        Lanes.bits(System.getProperty(Lanes.VECTOR_BITS));
    }

    @Override
    public String name() {
        return "vector, " + Lanes.FLOATS.vectorBitSize() + " bits";
    }

    @Override
    public Matrix matrix(int outputs, int inputs) {
        return new VectorMatrix(outputs, inputs);
    }

    @Override
    public Convolution convolution(ConvolutionShape shape) {
        return new VectorConvolution(shape);
    }

    @Override
    public void apply(Function f, float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        VectorFunctions.apply(f, x, xOffset, y, yOffset, n, alpha);
    }

    @Override
    public void softmax(float[] x, int xOffset, float[] y, int yOffset, int n) {
        VectorSoftmax.softmax(x, xOffset, y, yOffset, n);
    }

    @Override
    public float logSumExp(float[] x, int xOffset, int n) {
        return VectorSoftmax.logSumExp(x, xOffset, n);
    }

    @Override
    public void subtract(float[] x, int xOffset, float subtrahend, float[] y, int yOffset, int n) {
        VectorSoftmax.subtract(x, xOffset, subtrahend, y, yOffset, n);
    }

    @Override
    public void softmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, boolean add) {
        VectorSoftmax.gradient(y, yOffset, dy, dyOffset, dx, dxOffset, n, add);
    }

    @Override
    public void logSoftmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, boolean add) {
        VectorSoftmax.logGradient(y, yOffset, dy, dyOffset, dx, dxOffset, n, add);
    }

    @Override
    public void step(
            RecurrentCell cell,
            float[] gates,
            int g,
            float[] recurrent,
            int q,
            float[] kept,
            int m,
            float[] hidden,
            int h0,
            int h1,
            int units) {
        VectorGates.step(cell, gates, g, recurrent, q, kept, m, hidden, h0, h1, units);
    }

    @Override
    public void gruBack(
            float[] gates,
            int g,
            float[] kept,
            int m,
            float[] hidden,
            int h0,
            float[] dy,
            int y,
            float[] carry,
            float[] product,
            int c,
            float[] dGates,
            int dg,
            float[] dRecurrent,
            int dq,
            int units) {
        VectorGates.gruBack(gates, g, kept, m, hidden, h0, dy, y, carry, product, c, dGates, dg, dRecurrent, dq, units);
    }

    @Override
    public void lstmBack(
            float[] gates,
            int g,
            float[] cells,
            int h0,
            int h1,
            float[] dy,
            int y,
            float[] dCell,
            float[] product,
            int c,
            float[] dGates,
            int dg,
            float[] dRecurrent,
            int dq,
            int units) {
        VectorGates.lstmBack(gates, g, cells, h0, h1, dy, y, dCell, product, c, dGates, dg, dRecurrent, dq, units);
    }

    @Override
    public void sumColumns(float[] x, int xOffset, int rows, int width, float[] sums, boolean add) {
        VectorSums.columns(x, xOffset, rows, width, sums, add);
    }

    @Override
    public float sum(float[] x, int xOffset, int n) {
        return VectorSums.sum(x, xOffset, n);
    }
}
