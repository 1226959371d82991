package dev.nervure.runtime.kernel;

/** Plain loops, which HotSpot vectorises by itself. */
final class PortableProvider implements Provider {
    @Override
    public String name() {
        return "portable";
    }

    @Override
    public Matrix matrix(int outputs, int inputs) {
        return new PortableMatrix(outputs, inputs);
    }

    @Override
    public Convolution convolution(ConvolutionShape shape) {
        return new PortableConvolution(shape);
    }

    @Override
    public void apply(Function f, float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        PortableFunctions.apply(f, x, xOffset, y, yOffset, n, alpha);
    }

    @Override
    public void softmax(float[] x, int xOffset, float[] y, int yOffset, int n) {
        PortableSoftmax.softmax(x, xOffset, y, yOffset, n);
    }

    @Override
    public float logSumExp(float[] x, int xOffset, int n) {
        return PortableSoftmax.logSumExp(x, xOffset, n);
    }

    @Override
    public void subtract(float[] x, int xOffset, float subtrahend, float[] y, int yOffset, int n) {
        PortableSoftmax.subtract(x, xOffset, subtrahend, y, yOffset, n);
    }

    @Override
    public void softmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, boolean add) {
        PortableSoftmax.gradient(y, yOffset, dy, dyOffset, dx, dxOffset, n, add);
    }

    @Override
    public void logSoftmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, boolean add) {
        PortableSoftmax.logGradient(y, yOffset, dy, dyOffset, dx, dxOffset, n, add);
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
        PortableGates.step(cell, gates, g, recurrent, q, kept, m, hidden, h0, h1, units);
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
        Gates.gruBack(gates, g, kept, m, hidden, h0, dy, y, carry, product, c, dGates, dg, dRecurrent, dq, units, 0);
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
        Gates.lstmBack(gates, g, cells, h0, h1, dy, y, dCell, product, c, dGates, dg, dRecurrent, dq, units, 0);
    }

    @Override
    public void sumColumns(float[] x, int xOffset, int rows, int width, float[] sums, boolean add) {
        PortableMatrix.sumColumns(x, xOffset, rows, width, sums, add);
    }

    @Override
    public float sum(float[] x, int xOffset, int n) {
        return PortableSoftmax.sum(x, xOffset, n);
    }
}
