package dev.nervure.runtime.kernel;

import org.jspecify.annotations.Nullable;

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
    public Factor factor() {
        return new PortableFactor();
    }

    @Override
    public void apply(Function f, float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        PortableFunctions.apply(f, x, xOffset, y, yOffset, n, alpha);
    }

    @Override
    public void reluGradient(float[] y, float[] dy, float[] dx, int from, int n) {
        PortableFunctions.reluGradient(y, dy, dx, from, n);
    }

    @Override
    public void softmax(float[] x, int xOffset, float[] y, int yOffset, int n) {
        PortableSoftmax.softmax(x, xOffset, y, yOffset, n);
    }

    @Override
    public float softmaxInPlace(float[] x, int from, int n, float factor) {
        return PortableSoftmax.softmaxInPlace(x, from, n, factor);
    }

    @Override
    public void expInPlace(float[] x, int from, int n, float factor, float shift) {
        PortableSoftmax.expInPlace(x, from, n, factor, shift);
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
            float[] x,
            float[] gates,
            int g,
            float[] recurrent,
            int q,
            float[] before,
            int b,
            float[] kept,
            float[] hidden,
            int h,
            int units) {
        PortableGates.step(cell, x, gates, g, recurrent, q, before, b, kept, hidden, h, units);
    }

    @Override
    public void back(
            RecurrentCell cell,
            float[] gates,
            int g,
            float[] before,
            int b,
            float[] kept,
            float[] hidden,
            float[] dh,
            int h,
            float[] product,
            int p,
            float[] carry,
            int c,
            float[] dx,
            float[] dSums,
            int units) {
        Gates.back(cell, gates, g, before, b, kept, hidden, dh, h, product, p, carry, c, dx, dSums, units, 0);
    }

    @Override
    public void sumColumns(float[] x, int xOffset, int rows, int width, float[] sums, boolean add) {
        PortableMatrix.sumColumns(x, xOffset, rows, width, sums, add);
    }

    @Override
    public void maxPool(float[] x, float[] y, int planes, int height, int width) {
        PortablePooling.max(x, y, planes, height, width);
    }

    @Override
    public void maxPoolGradient(
            float[] dy, float[] x, float[] y, float[] dx, int planes, int height, int width, boolean add) {
        PortablePooling.maxGradient(dy, x, y, dx, planes, height, width, add);
    }

    @Override
    public float sum(float[] x, int xOffset, int n) {
        return PortableSoftmax.sum(x, xOffset, n);
    }

    /** Four sums side by side, because one would wait for each addition in turn. */
    @Override
    public double squares(float[] x, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int k = from;
        for (; k < to - 3; k += 4) {
            a += (double) x[k] * x[k];
            b += (double) x[k + 1] * x[k + 1];
            c += (double) x[k + 2] * x[k + 2];
            d += (double) x[k + 3] * x[k + 3];
        }
        for (; k < to; k++) {
            a += (double) x[k] * x[k];
        }
        return (a + b) + (c + d);
    }

    @Override
    public void normalize(
            float[] x,
            int first,
            int rows,
            int width,
            float eps,
            float @Nullable [] weight,
            float @Nullable [] bias,
            float[] y,
            float @Nullable [] mean,
            float[] scale) {
        PortableNormalization.normalize(x, first, rows, width, eps, weight, bias, y, mean, scale);
    }

    @Override
    public void normalizeGradient(
            float[] dy,
            float[] x,
            float @Nullable [] mean,
            float[] scale,
            int first,
            int rows,
            int width,
            float @Nullable [] weight,
            float[] dx,
            boolean add) {
        PortableNormalization.gradient(dy, x, mean, scale, first, rows, width, weight, dx, add);
    }

    @Override
    public void normalizeWeightGradient(
            float[] dy,
            float[] x,
            float @Nullable [] mean,
            float[] scale,
            int first,
            int rows,
            int width,
            float[] dWeight) {
        PortableNormalization.weightGradient(dy, x, mean, scale, first, rows, width, dWeight);
    }

    @Override
    public void addMoments(float[] x, int from, int count, double[] sums, int at, int stride) {
        PortableMoments.add(x, from, count, sums, at, stride);
    }

    @Override
    public void addProducts(float[] dy, float[] x, int from, int count, float mean, double[] sums, int at, int stride) {
        PortableMoments.addProducts(dy, x, from, count, mean, sums, at, stride);
    }
}
