package dev.nervure.runtime.kernel;

import org.jspecify.annotations.Nullable;

/** One implementation of the kernels. */
interface Provider {
    /** As the log line and the property name it. */
    String name();

    Matrix matrix(int outputs, int inputs);

    Convolution convolution(ConvolutionShape shape);

    Factor factor();

    /** {@code y = f(x)} of {@code n} values; {@code alpha} is read by ELU alone. */
    void apply(Function f, float[] x, int xOffset, float[] y, int yOffset, int n, float alpha);

    /** See {@link Elementwise#reluGradient}. */
    void reluGradient(float[] y, float[] dy, float[] dx, int from, int n);

    /** See {@link Softmax#rows}; one row. */
    void softmax(float[] x, int xOffset, float[] y, int yOffset, int n);

    /**
     * {@code x} becomes the softmax of {@code factor · x}; the logarithm of the sum of its exponentials. What is behind it up
     * to {@link Factor#rowOf} of {@code n} is lost.
     */
    float softmaxInPlace(float[] x, int from, int n, float factor);

    /** {@code x} becomes {@code e^(factor · x − shift)}; what is behind it up to {@link Factor#rowOf} of {@code n} is lost. */
    void expInPlace(float[] x, int from, int n, float factor, float shift);

    /** See {@link Softmax#logSumExp}. */
    float logSumExp(float[] x, int xOffset, int n);

    /** {@code y = x - subtrahend}. */
    void subtract(float[] x, int xOffset, float subtrahend, float[] y, int yOffset, int n);

    /** See {@link Softmax#gradient}; one row. */
    void softmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, boolean add);

    /** See {@link Softmax#logGradient}; one row. */
    void logSoftmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, boolean add);

    /** See {@link Gates#step}; of all units. */
    void step(
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
            int units);

    /** See {@link Gates#back}; of all units. */
    void back(
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
            int units);

    /** See {@link Sums#columns}. */
    void sumColumns(float[] x, int xOffset, int rows, int width, float[] sums, boolean add);

    /** See {@link Pooling#max}. */
    void maxPool(float[] x, float[] y, int planes, int height, int width);

    /** See {@link Pooling#maxGradient}. */
    void maxPoolGradient(float[] dy, float[] x, float[] y, float[] dx, int planes, int height, int width, boolean add);

    /** {@code Σ x} of {@code n} values. */
    float sum(float[] x, int xOffset, int n);

    /** See {@link Sums#squares}. */
    double squares(float[] x, int from, int to);

    /** See {@link Normalization#layer}, and {@link Normalization#rms} without means. */
    void normalize(
            float[] x,
            int first,
            int rows,
            int width,
            float eps,
            float @Nullable [] weight,
            float @Nullable [] bias,
            float[] y,
            float @Nullable [] mean,
            float[] scale);

    /** See {@link Normalization#layerGradient}, and {@link Normalization#rmsGradient} without means. */
    void normalizeGradient(
            float[] dy,
            float[] x,
            float @Nullable [] mean,
            float[] scale,
            int first,
            int rows,
            int width,
            float @Nullable [] weight,
            float[] dx,
            boolean add);

    /** See {@link Normalization#weightGradient}. */
    void normalizeWeightGradient(
            float[] dy,
            float[] x,
            float @Nullable [] mean,
            float[] scale,
            int first,
            int rows,
            int width,
            float[] dWeight);

    /** {@code sums[at] += Σ x} and {@code sums[at + stride] += Σ x²} over {@code count} values, in double precision. */
    void addMoments(float[] x, int from, int count, double[] sums, int at, int stride);

    /** {@code sums[at] += Σ dy} and {@code sums[at + stride] += Σ dy (x − mean)} likewise. */
    void addProducts(float[] dy, float[] x, int from, int count, float mean, double[] sums, int at, int stride);
}
