package dev.nervure.runtime.kernel;

/** One implementation of the kernels. */
interface Provider {
    /** As the log line and the property name it. */
    String name();

    Matrix matrix(int outputs, int inputs);

    Convolution convolution(ConvolutionShape shape);

    /** {@code y = f(x)} of {@code n} values; {@code alpha} is read by ELU alone. */
    void apply(Function f, float[] x, int xOffset, float[] y, int yOffset, int n, float alpha);

    /** See {@link Softmax#rows}; one row. */
    void softmax(float[] x, int xOffset, float[] y, int yOffset, int n);

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
            float[] gates,
            int g,
            float[] recurrent,
            int q,
            float[] kept,
            int m,
            float[] hidden,
            int h0,
            int h1,
            int units);

    /** See {@link Gates#gruBack}. */
    void gruBack(
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
            int units);

    /** See {@link Gates#lstmBack}. */
    void lstmBack(
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
            int units);

    /** See {@link Sums#columns}. */
    void sumColumns(float[] x, int xOffset, int rows, int width, float[] sums, boolean add);

    /** {@code Σ x} of {@code n} values. */
    float sum(float[] x, int xOffset, int n);
}
