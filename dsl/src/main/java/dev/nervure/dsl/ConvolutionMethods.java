package dev.nervure.dsl;

import dev.nervure.dsl.layer.AdaptiveAvgPool2dLayer;
import dev.nervure.dsl.layer.AvgPool1dLayer;
import dev.nervure.dsl.layer.AvgPool2dLayer;
import dev.nervure.dsl.layer.Conv1dLayer;
import dev.nervure.dsl.layer.Conv2dLayer;
import dev.nervure.dsl.layer.ConvTranspose1dLayer;
import dev.nervure.dsl.layer.ConvTranspose2dLayer;
import dev.nervure.dsl.layer.GlobalAvgPoolLayer;
import dev.nervure.dsl.layer.MaxPool1dLayer;
import dev.nervure.dsl.layer.MaxPool2dLayer;
import dev.nervure.dsl.layer.UpsampleLayer;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Convolution and pooling; a kernel that is not square through the options: {@code o -> o.kernelSize(3, 1)}. */
sealed interface ConvolutionMethods permits Tensor {
    private Tensor x() {
        return (Tensor) this;
    }

    /** A convolution, {@code [in, length] → [channels, length]}. */
    default Tensor conv1d(int channels, int kernelSize) {
        return conv1d(channels, kernelSize, o -> o);
    }

    /** The same with further attributes: {@code x.conv1d(16, 3, o -> o.stride(2).padding(1))}. */
    default Tensor conv1d(int channels, int kernelSize, UnaryOperator<ConvolutionOptions> options) {
        return Tensor.of(
                Conv1dLayer.class,
                options.apply(new ConvolutionOptions(Map.of("channels", channels, "kernelSize", kernelSize))),
                x());
    }

    /** A convolution, {@code [in, height, width] → [channels, height, width]}. */
    default Tensor conv2d(int channels, int kernelSize) {
        return conv2d(channels, kernelSize, o -> o);
    }

    /** The same with further attributes: {@code x.conv2d(16, 3, o -> o.stride(2).padding(1))}. */
    default Tensor conv2d(int channels, int kernelSize, UnaryOperator<ConvolutionOptions> options) {
        return Tensor.of(
                Conv2dLayer.class,
                options.apply(new ConvolutionOptions(Map.of("channels", channels, "kernelSize", kernelSize))),
                x());
    }

    /** A transposed convolution, {@code [in, length] → [channels, length]}. */
    default Tensor convTranspose1d(int channels, int kernelSize) {
        return convTranspose1d(channels, kernelSize, o -> o);
    }

    /** The same with further attributes. */
    default Tensor convTranspose1d(int channels, int kernelSize, UnaryOperator<TransposedConvolutionOptions> options) {
        return Tensor.of(
                ConvTranspose1dLayer.class,
                options.apply(new TransposedConvolutionOptions(Map.of("channels", channels, "kernelSize", kernelSize))),
                x());
    }

    /** A transposed convolution, {@code [in, height, width] → [channels, height, width]}. */
    default Tensor convTranspose2d(int channels, int kernelSize) {
        return convTranspose2d(channels, kernelSize, o -> o);
    }

    /** The same with further attributes. */
    default Tensor convTranspose2d(int channels, int kernelSize, UnaryOperator<TransposedConvolutionOptions> options) {
        return Tensor.of(
                ConvTranspose2dLayer.class,
                options.apply(new TransposedConvolutionOptions(Map.of("channels", channels, "kernelSize", kernelSize))),
                x());
    }

    /** The greatest value of each window, {@code [channels, length] → [channels, length]}; windows do not overlap. */
    default Tensor maxPool1d(int kernelSize) {
        return maxPool1d(kernelSize, o -> o);
    }

    /** The same with further attributes. */
    default Tensor maxPool1d(int kernelSize, UnaryOperator<PoolOptions> options) {
        return Tensor.of(MaxPool1dLayer.class, options.apply(new PoolOptions(Map.of("kernelSize", kernelSize))), x());
    }

    /**
     * The greatest value of each window, {@code [channels, height, width] → [channels, height, width]}; windows do not
     * overlap.
     */
    default Tensor maxPool2d(int kernelSize) {
        return maxPool2d(kernelSize, o -> o);
    }

    /** The same with further attributes. */
    default Tensor maxPool2d(int kernelSize, UnaryOperator<PoolOptions> options) {
        return Tensor.of(MaxPool2dLayer.class, options.apply(new PoolOptions(Map.of("kernelSize", kernelSize))), x());
    }

    /** The mean of each window, {@code [channels, length] → [channels, length]}; windows do not overlap. */
    default Tensor avgPool1d(int kernelSize) {
        return avgPool1d(kernelSize, o -> o);
    }

    /** The same with further attributes. */
    default Tensor avgPool1d(int kernelSize, UnaryOperator<PoolOptions> options) {
        return Tensor.of(AvgPool1dLayer.class, options.apply(new PoolOptions(Map.of("kernelSize", kernelSize))), x());
    }

    /**
     * The mean of each window, {@code [channels, height, width] → [channels, height, width]}; windows do not overlap.
     */
    default Tensor avgPool2d(int kernelSize) {
        return avgPool2d(kernelSize, o -> o);
    }

    /** The same with further attributes. */
    default Tensor avgPool2d(int kernelSize, UnaryOperator<PoolOptions> options) {
        return Tensor.of(AvgPool2dLayer.class, options.apply(new PoolOptions(Map.of("kernelSize", kernelSize))), x());
    }

    /** The mean of each channel, {@code [channels, …] → [channels]}. */
    default Tensor globalAvgPool() {
        return Tensor.of(GlobalAvgPoolLayer.class, x());
    }

    /** The means of a grid of windows, {@code [channels, height, width] → [channels, value…]}. */
    default Tensor adaptiveAvgPool2d(int... value) {
        return Tensor.of(AdaptiveAvgPool2dLayer.class, Map.of("value", value), x());
    }

    /** Each channel with more points, {@code [channels, size…] → [channels, scaleFactor size…]}. */
    default Tensor upsample(int scaleFactor) {
        return upsample(scaleFactor, o -> o);
    }

    /** The same with further attributes. */
    default Tensor upsample(int scaleFactor, UnaryOperator<UpsampleOptions> options) {
        return Tensor.of(
                UpsampleLayer.class, options.apply(new UpsampleOptions(Map.of("scaleFactor", scaleFactor))), x());
    }
}
