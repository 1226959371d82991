package dev.nervure.runtime.kernel;

import org.jspecify.annotations.Nullable;

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
    public Factor factor() {
        return new VectorFactor();
    }

    @Override
    public void apply(Function f, float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        VectorFunctions.apply(f, x, xOffset, y, yOffset, n, alpha);
    }

    @Override
    public void reluGradient(float[] y, float[] dy, float[] dx, int from, int n) {
        VectorFunctions.reluGradient(y, dy, dx, from, n);
    }

    @Override
    public void softmax(float[] x, int xOffset, float[] y, int yOffset, int n) {
        VectorSoftmax.softmax(x, xOffset, y, yOffset, n);
    }

    @Override
    public float softmaxInPlace(float[] x, int from, int n, float factor) {
        return VectorSoftmax.softmaxInPlace(x, from, n, factor);
    }

    @Override
    public void expInPlace(float[] x, int from, int n, float factor, float shift) {
        VectorSoftmax.expInPlace(x, from, n, factor, shift);
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
        VectorGates.step(cell, x, gates, g, recurrent, q, before, b, kept, hidden, h, units);
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
        VectorGates.back(cell, gates, g, before, b, kept, hidden, dh, h, product, p, carry, c, dx, dSums, units);
    }

    @Override
    public void sumColumns(float[] x, int xOffset, int rows, int width, float[] sums, boolean add) {
        VectorSums.columns(x, xOffset, rows, width, sums, add);
    }

    @Override
    public void maxPool(float[] x, float[] y, int planes, int height, int width) {
        VectorPooling.max(x, y, planes, height, width);
    }

    @Override
    public void maxPoolGradient(
            float[] dy, float[] x, float[] y, float[] dx, int planes, int height, int width, boolean add) {
        if (add) {
            PortablePooling.maxGradient(dy, x, y, dx, planes, height, width, true);
        } else {
            VectorPooling.maxGradient(dy, x, y, dx, planes, height, width);
        }
    }

    @Override
    public float sum(float[] x, int xOffset, int n) {
        return VectorSums.sum(x, xOffset, n);
    }

    @Override
    public double squares(float[] x, int from, int to) {
        return VectorSums.squares(x, from, to);
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
        if (weight == null) {
            PortableNormalization.normalize(x, first, rows, width, eps, null, bias, y, mean, scale);
        } else {
            VectorNormalization.normalize(x, first, rows, width, eps, weight, bias, y, mean, scale);
        }
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
        if (weight == null) {
            PortableNormalization.gradient(dy, x, mean, scale, first, rows, width, null, dx, add);
        } else {
            VectorNormalization.gradient(dy, x, mean, scale, first, rows, width, weight, dx, add);
        }
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
        VectorNormalization.weightGradient(dy, x, mean, scale, first, rows, width, dWeight);
    }

    @Override
    public void addMoments(float[] x, int from, int count, double[] sums, int at, int stride) {
        VectorMoments.add(x, from, count, sums, at, stride);
    }

    @Override
    public void addProducts(float[] dy, float[] x, int from, int count, float mean, double[] sums, int at, int stride) {
        VectorMoments.addProducts(dy, x, from, count, mean, sums, at, stride);
    }
}
