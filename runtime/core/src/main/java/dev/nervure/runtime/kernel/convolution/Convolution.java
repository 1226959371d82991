package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.Kernels;
import dev.nervure.runtime.kernel.function.Elementwise;
import dev.nervure.runtime.kernel.function.Epilogue;
import dev.nervure.runtime.kernel.matrix.Matrix;
import dev.nervure.runtime.kernel.reduction.Sums;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A convolution and its two gradients, for one {@link ConvolutionShape}. The weights are a {@link Matrix}
 * {@code [outputs, channels / groups · kernelHeight · kernelWidth]}, that is PyTorch's layout with its last axes as one,
 * made by {@link #newWeights}. Immutable and shared by threads; what a call works in is a {@link ConvolutionScratch},
 * owned by one thread.
 *
 * <p>No matrix of image patches is built. Each sample is copied once into planes with zeros around them, one plane for each
 * residue of the stride, so that the input of one kernel element for all results is a stretch of the plane from a fixed
 * offset on: its tap.
 */
public abstract class Convolution {
    /** Floats after what a sample needs of the arrays that are given to {@link #spread}. */
    static final int BEYOND = 64;

    /** Where results are not stored. */
    public static final float[] NOTHING = {};

    final ConvolutionShape shape;
    final Taps input;
    private final Correlation forward;
    /** Where of the forward direction only the maxima are wanted. */
    private final Correlation windows;

    /** The gradient of the input; null where no weight reaches an input. */
    private final @Nullable Correlation backward;

    /** The forward direction with results of channels last; null where those of channels first are turned round. */
    private final @Nullable ChannelsLast last;

    Convolution(ConvolutionShape shape) {
        shape.requirePlace();
        this.shape = shape;
        this.input = Taps.ofInput(shape);
        this.forward = forward(shape, input);
        this.windows = windows(forward);
        this.backward = backward(shape);
        this.last = last(shape, input);
    }

    /** In the running provider's manner. */
    public static Convolution of(ConvolutionShape shape) {
        return Kernels.vectors() ? new VectorConvolution(shape) : new PortableConvolution(shape);
    }

    /** Weights of zeros; only such as these may be given to the methods here. */
    public final Matrix newWeights() {
        return Matrix.of(shape.outputs(), shape.terms());
    }

    /** What a thread's calls work in; the part for the gradients is made with the first of them. */
    public final ConvolutionScratch newScratch() {
        return new ConvolutionScratch();
    }

    /**
     * {@code y = e(W ∗ x + b)}, {@code b [outputs]}, with the bits of the epilogue's steps one by one. Each sample is worked
     * on while it is in the cache.
     *
     * @param xOffset where the samples of x begin, in floats
     * @param e what is done with the results, by channels; a residual lies as y does, from {@code yOffset} on
     * @param yOffset where the samples of y begin, in floats
     */
    public final void forward(
            Matrix weights,
            float[] x,
            int xOffset,
            int n,
            float @Nullable [] bias,
            Epilogue e,
            float[] y,
            int yOffset,
            ConvolutionScratch scratch) {
        forward(weights, x, xOffset, n, bias, e, y, yOffset, scratch, ChannelOrder.FIRST);
    }

    /**
     * The same with the channels of x and y first or last, to the same bits; a residual lies as y does.
     *
     * @param order where the channels of x and y are
     */
    public final void forward(
            Matrix weights,
            float[] x,
            int xOffset,
            int n,
            float @Nullable [] bias,
            Epilogue e,
            float[] y,
            int yOffset,
            ConvolutionScratch scratch,
            ChannelOrder order) {
        if (order == ChannelOrder.FIRST && (last == null || !last.suitsPlanes())) {
            planes(weights, x, xOffset, n, bias, e, y, yOffset, scratch);
            return;
        }
        int xSize = shape.channels() * shape.height() * shape.width();
        int ySize = shape.outputs() * places();
        beginRows(weights, bias, e, scratch);
        for (int k = 0; k < n; k++) {
            int to = yOffset + k * ySize;
            int from = xOffset + k * xSize;
            if (order.writesLast()) {
                rows(weights, x, from, order.readsLast(), bias, e, y, to, scratch);
            } else {
                float[] rows = scratch.rows(ySize);
                rows(weights, x, from, order.readsLast(), bias, e, rows, 0, scratch);
                ChannelTurn.turn(rows, 0, places(), shape.outputs(), y, to);
            }
            finish(e, y, to, scratch);
        }
    }

    /** All samples with channels first. */
    private void planes(
            Matrix weights,
            float[] x,
            int xOffset,
            int n,
            float @Nullable [] bias,
            Epilogue e,
            float[] y,
            int yOffset,
            ConvolutionScratch scratch) {
        int xSize = shape.channels() * shape.height() * shape.width();
        int ySize = shape.outputs() * places();
        DirectionScratch own = prepared(forward, weights, scratch.forward, scratch);
        boolean relu = e == Epilogue.RELU;
        for (int k = 0; k < n; k++) {
            int to = yOffset + k * ySize;
            forward.apply(own, x, xOffset + k * xSize, bias, relu, y, to, NOTHING, 0, scratch);
            if (!relu && e != Epilogue.NONE) {
                e.applyToPlanes(y, to, to, shape.outputs(), places());
            }
        }
    }

    /** What all samples of a call have in common: the weights in their order, and what ends the sums. */
    private void beginRows(Matrix weights, float @Nullable [] bias, Epilogue e, ConvolutionScratch scratch) {
        if (last == null) {
            prepared(forward, weights, scratch.forward, scratch);
            scratch.ending.set(e, null, shape.outputs(), shape.outputs());
            return;
        }
        if (scratch.last.isNews(weights)) {
            last.prepare(weights, scratch.last, scratch);
            scratch.last.prepared(weights);
        }
        boolean first = last.startsWithBias();
        float[] start = scratch.starts(last.columns());
        if (first && bias != null) {
            System.arraycopy(bias, 0, start, 0, shape.outputs());
        } else {
            Arrays.fill(start, 0, shape.outputs(), 0f);
        }
        scratch.ending.set(e, first ? null : bias, shape.outputs(), last.columns());
    }

    /** One sample's results, normalised, as rows of channels last. */
    private void rows(
            Matrix weights,
            float[] x,
            int x0,
            boolean readsLast,
            float @Nullable [] bias,
            Epilogue e,
            float[] y,
            int y0,
            ConvolutionScratch scratch) {
        if (last != null) {
            float[] start = scratch.starts(last.columns());
            last.apply(scratch.last, x, x0, readsLast, start, scratch.ending, y, y0, scratch);
            return;
        }
        int channels = shape.channels();
        int size = shape.height() * shape.width();
        float[] from = x;
        if (readsLast) {
            from = scratch.firstInput(channels * size);
            ChannelTurn.turn(x, x0, size, channels, from, 0);
        }
        float[] planes = scratch.delta(shape.outputs() * places() + BEYOND);
        forward.apply(scratch.forward, from, readsLast ? 0 : x0, bias, false, planes, 0, NOTHING, 0, scratch);
        ChannelTurn.turn(planes, 0, shape.outputs(), places(), y, y0);
        scratch.ending.apply(y, y0, places(), shape.outputs());
    }

    /** What an epilogue does after normalisation, where it is not done yet. */
    private void finish(Epilogue e, float[] y, int y0, ConvolutionScratch scratch) {
        if (!scratch.ending.appliesFunction()) {
            e.finish(y, y0, y0, shape.outputs() * places());
        }
    }

    /**
     * {@link #forward} and the maxima of its windows of 2 × 2 that lie side by side; a last odd row or column has none.
     *
     * @param y of no length where only the maxima are wanted
     * @param maxima {@code [n, outputs, outputHeight / 2, outputWidth / 2]}
     */
    public final void forwardMaxPool(
            Matrix weights,
            float[] x,
            int n,
            float @Nullable [] bias,
            Epilogue e,
            float[] y,
            float[] maxima,
            ConvolutionScratch scratch) {
        boolean relu = e == Epilogue.RELU;
        boolean inOne = (relu || e == Epilogue.NONE) && forward.takesMaxima();
        Correlation used = y.length > 0 || !inOne ? forward : windows;
        int xSize = shape.channels() * shape.height() * shape.width();
        int ySize = shape.outputs() * places();
        int maximaSize = shape.outputs() * (shape.outputHeight() / 2) * (shape.outputWidth() / 2);
        DirectionScratch own = prepared(used, weights, used == forward ? scratch.forward : scratch.windows, scratch);
        float[] values = y.length > 0 || inOne ? y : scratch.delta(ySize + BEYOND);
        for (int k = 0; k < n; k++) {
            int to = values == y ? k * ySize : 0;
            int m0 = k * maximaSize;
            if (inOne) {
                used.apply(own, x, k * xSize, bias, relu, y, to, maxima, m0, scratch);
            } else {
                used.apply(own, x, k * xSize, bias, relu, values, to, NOTHING, 0, scratch);
                if (!relu && e != Epilogue.NONE) {
                    e.applyToPlanes(values, to, k * ySize, shape.outputs(), places());
                }
                Pooling.max(values, to, maxima, m0, shape.outputs(), shape.outputHeight(), shape.outputWidth());
            }
        }
    }

    /**
     * {@link #forward} and the mean of each of its channels, with the bits of a sum in double precision, place by place.
     *
     * @param y of no length where only the means are wanted
     * @param means {@code [n, outputs]}
     */
    public final void forwardMean(
            Matrix weights,
            float[] x,
            int n,
            float @Nullable [] bias,
            Epilogue e,
            float[] y,
            float[] means,
            ConvolutionScratch scratch) {
        int xSize = shape.channels() * shape.height() * shape.width();
        int ySize = shape.outputs() * places();
        DirectionScratch own = prepared(forward, weights, scratch.forward, scratch);
        boolean relu = e == Epilogue.RELU;
        float[] values = y.length > 0 ? y : scratch.delta(ySize + BEYOND);
        for (int k = 0; k < n; k++) {
            int to = values == y ? k * ySize : 0;
            forward.apply(own, x, k * xSize, bias, relu, values, to, NOTHING, 0, scratch);
            if (!relu && e != Epilogue.NONE) {
                e.applyToPlanes(values, to, k * ySize, shape.outputs(), places());
            }
            Sums.means(values, to, shape.outputs(), places(), means, k * shape.outputs());
        }
    }

    /**
     * The same with the channels of x, y and a residual first or last.
     *
     * @param order where they are; those of y and of a residual are last with all orders but {@link ChannelOrder#FIRST}
     */
    public final void forwardMean(
            Matrix weights,
            float[] x,
            int n,
            float @Nullable [] bias,
            Epilogue e,
            float[] y,
            float[] means,
            ConvolutionScratch scratch,
            ChannelOrder order) {
        if (order == ChannelOrder.FIRST) {
            forwardMean(weights, x, n, bias, e, y, means, scratch);
            return;
        }
        int xSize = shape.channels() * shape.height() * shape.width();
        int ySize = shape.outputs() * places();
        beginRows(weights, bias, e, scratch);
        float[] values = y.length > 0 ? y : scratch.rows(ySize);
        for (int k = 0; k < n; k++) {
            int to = values == y ? k * ySize : 0;
            rows(weights, x, k * xSize, order.readsLast(), bias, e, values, to, scratch);
            if (!scratch.ending.appliesFunction()) {
                e.finish(values, to, k * ySize, ySize);
            }
            Sums.meansOfColumns(values, to, shape.outputs(), places(), means, k * shape.outputs());
        }
    }

    /** The places of an output. */
    private int places() {
        return shape.outputHeight() * shape.outputWidth();
    }

    private static DirectionScratch prepared(
            Correlation direction, Matrix weights, DirectionScratch own, ConvolutionScratch scratch) {
        if (own.isNews(weights)) {
            direction.prepare(weights, own, scratch);
            own.prepared(weights);
        }
        return own;
    }

    /**
     * {@code ∂x = Wᵀ ∗ δ}, or {@code ∂x += Wᵀ ∗ δ}.
     *
     * @param delta δ {@code [n, outputs, outputHeight, outputWidth]}, from float {@code deltaOffset} on
     * @param n samples
     * @param dx ∂x {@code [n, channels, height, width]}, from float {@code dxOffset} on
     * @param add whether to add to ∂x
     */
    public final void inputGradient(
            Matrix weights,
            float[] delta,
            int deltaOffset,
            int n,
            float[] dx,
            int dxOffset,
            boolean add,
            ConvolutionScratch scratch) {
        int xSize = shape.channels() * shape.height() * shape.width();
        int ySize = shape.outputs() * shape.outputHeight() * shape.outputWidth();
        for (int k = 0; k < n; k++) {
            sampleGradient(weights, delta, deltaOffset + k * ySize, dx, dxOffset + k * xSize, add, scratch);
        }
    }

    private void sampleGradient(
            Matrix weights, float[] delta, int delta0, float[] dx, int dx0, boolean add, ConvolutionScratch scratch) {
        int xSize = shape.channels() * shape.height() * shape.width();
        if (backward == null) {
            if (!add) {
                Arrays.fill(dx, dx0, dx0 + xSize, 0f);
            }
            return;
        }
        DirectionScratch own = prepared(backward, weights, scratch.backward, scratch);
        float[] to = add ? scratch.sum(xSize) : dx;
        backward.apply(own, delta, delta0, null, false, to, add ? 0 : dx0, NOTHING, 0, scratch);
        if (add) {
            for (int i = 0; i < xSize; i++) {
                dx[dx0 + i] += to[i];
            }
        }
    }

    /**
     * {@code weights}, a gradient, becomes {@code Σₙ δ ∗ x}, or grows by it.
     *
     * @param delta δ {@code [n, outputs, outputHeight, outputWidth]}, from float {@code deltaOffset} on
     * @param n samples
     * @param x {@code [n, channels, height, width]}, from float {@code xOffset} on
     * @param add whether to add to the weights
     */
    public final void weightGradient(
            Matrix weights,
            float[] delta,
            int deltaOffset,
            int n,
            float[] x,
            int xOffset,
            boolean add,
            ConvolutionScratch scratch) {
        if (!add) {
            clear(weights);
        }
        float[] planes = scratch.input(input.size());
        int xSize = shape.channels() * shape.height() * shape.width();
        int ySize = shape.outputs() * shape.outputHeight() * shape.outputWidth();
        for (int k = 0; k < n; k++) {
            fill(x, xOffset + k * xSize, planes);
            addWeightGradient(weights, delta, deltaOffset + k * ySize, x, xOffset + k * xSize, planes, scratch);
        }
    }

    /**
     * The gradients of {@link #forwardMaxPool} from those of the maxima, one sample after the other, so that what lies
     * between stays in the cache: {@code δ = ∂maxima ⊙ f′} where y is first in its window to be the maximum and 0
     * elsewhere, {@code ∂W = Σₙ δ ∗ x}, {@code ∂b = Σ δ} of each channel, and {@code ∂x = Wᵀ ∗ δ} or {@code ∂x +=} that.
     *
     * @param f {@link Epilogue#NONE} or {@link Epilogue#RELU}
     * @param y what forward computed, as are the maxima
     * @param dBias null where it is not wanted
     * @param dx null where it is not wanted
     * @param add whether to add to ∂x
     */
    public final void maxPoolGradients(
            Matrix weights,
            float[] dMaxima,
            float[] y,
            float[] maxima,
            int n,
            Epilogue f,
            float[] x,
            Matrix dWeights,
            float @Nullable [] dBias,
            float @Nullable [] dx,
            boolean add,
            ConvolutionScratch scratch) {
        requireMonotone(f);
        int xSize = shape.channels() * shape.height() * shape.width();
        int ySize = shape.outputs() * shape.outputHeight() * shape.outputWidth();
        int windows = (shape.outputHeight() / 2) * (shape.outputWidth() / 2);
        int size = shape.outputs() * windows;
        float[] max = scratch.maxima(size + BEYOND);
        float[] d = scratch.maximaGradient(size + BEYOND);
        float[] delta = scratch.delta(ySize + BEYOND);
        clear(dWeights);
        if (dBias != null) {
            Arrays.fill(dBias, 0f);
        }
        for (int k = 0; k < n; k++) {
            System.arraycopy(maxima, k * size, max, 0, size);
            System.arraycopy(dMaxima, k * size, d, 0, size);
            if (f == Epilogue.RELU) {
                // A maximum is a value of the function as well: its slope is asked for a quarter of the values.
                Elementwise.reluGradient(max, d, d, 0, size);
            }
            if (dBias != null) {
                Sums.channels(d, 0, 1, shape.outputs(), windows, dBias, true);
            }
            spread(d, y, k * ySize, max, delta);
            weightGradient(dWeights, delta, 0, 1, x, k * xSize, true, scratch);
            if (dx != null) {
                sampleGradient(weights, delta, 0, dx, k * xSize, add, scratch);
            }
        }
    }

    private static void requireMonotone(Epilogue f) {
        if (f != Epilogue.NONE && f != Epilogue.RELU) {
            throw new IllegalArgumentException("gradients go through maxima after NONE or RELU, got " + f);
        }
    }

    private static void clear(Matrix weights) {
        for (float[] chunk : weights.chunks()) {
            Arrays.fill(chunk, 0f);
        }
    }

    /** Copies a sample to the planes of {@link #input}. */
    void fill(float[] source, int offset, float[] planes) {
        input.fill(source, offset, planes);
    }

    /** How the input becomes the output. */
    abstract Correlation forward(ConvolutionShape shape, Taps input);

    /** How it becomes rows of channels last; null where there is no better way than to turn what {@link #forward} computes. */
    @Nullable
    ChannelsLast last(ConvolutionShape shape, Taps input) {
        return null;
    }

    /** What computes only the maxima of {@code forward}, to the same bits. */
    Correlation windows(Correlation forward) {
        return forward;
    }

    /** How the gradient of the output becomes that of the input; null where no weight reaches an input. */
    abstract @Nullable Correlation backward(ConvolutionShape shape);

    /** A sample's gradient of the maxima goes to the first of each window of y that is its maximum; delta is 0 elsewhere. */
    abstract void spread(float[] d, float[] y, int y0, float[] maxima, float[] delta);

    /** One sample, {@code x} and its planes. */
    abstract void addWeightGradient(
            Matrix weights,
            float[] delta,
            int deltaOffset,
            float[] x,
            int xOffset,
            float[] planes,
            ConvolutionScratch scratch);
}
