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

    /**
     * {@return the convolution, {@code [in, length] → [channels, length]}}
     *
     * @param channels the number of channels of the result, at least 1
     * @param kernelSize the size of the kernel in each axis, at least 1
     * @throws NetworkException if this tensor is not {@code [in, length]} of floats, its channels have no fixed number,
     *     the kernel is larger than the padded sample, or an attribute is out of range
     */
    default Tensor conv1d(int channels, int kernelSize) {
        return conv1d(channels, kernelSize, o -> o);
    }

    /**
     * {@return the convolution, {@code [in, length] → [channels, length]}, with further attributes} Example: {@code
     * x.conv1d(16, 3, o -> o.stride(2).padding(1))}.
     *
     * @param channels the number of channels of the result, at least 1
     * @param kernelSize the size of the kernel in each axis, at least 1
     * @param options sets further attributes; {@link ConvolutionOptions} lists them
     * @throws NetworkException if this tensor is not {@code [in, length]} of floats, its channels have no fixed number,
     *     the kernel is larger than the padded sample, or an attribute is out of range
     */
    default Tensor conv1d(int channels, int kernelSize, UnaryOperator<ConvolutionOptions> options) {
        return Tensor.of(
                Conv1dLayer.class,
                options.apply(new ConvolutionOptions(Map.of("channels", channels, "kernelSize", kernelSize))),
                x());
    }

    /**
     * {@return the convolution, {@code [in, height, width] → [channels, height, width]}}
     *
     * @param channels the number of channels of the result, at least 1
     * @param kernelSize the size of the kernel in each axis, at least 1
     * @throws NetworkException if this tensor is not {@code [in, height, width]} of floats, its channels have no fixed
     *     number, the kernel is larger than the padded sample, or an attribute is out of range
     */
    default Tensor conv2d(int channels, int kernelSize) {
        return conv2d(channels, kernelSize, o -> o);
    }

    /**
     * {@return the convolution, {@code [in, height, width] → [channels, height, width]}, with further attributes}
     * Example: {@code x.conv2d(16, 3, o -> o.stride(2).padding(1))}.
     *
     * @param channels the number of channels of the result, at least 1
     * @param kernelSize the size of the kernel in each axis, at least 1
     * @param options sets further attributes; {@link ConvolutionOptions} lists them
     * @throws NetworkException if this tensor is not {@code [in, height, width]} of floats, its channels have no fixed
     *     number, the kernel is larger than the padded sample, or an attribute is out of range
     */
    default Tensor conv2d(int channels, int kernelSize, UnaryOperator<ConvolutionOptions> options) {
        return Tensor.of(
                Conv2dLayer.class,
                options.apply(new ConvolutionOptions(Map.of("channels", channels, "kernelSize", kernelSize))),
                x());
    }

    /**
     * {@return the transposed convolution, {@code [in, length] → [channels, length]}}
     *
     * @param channels the number of channels of the result, at least 1
     * @param kernelSize the size of the kernel in each axis, at least 1
     * @throws NetworkException if this tensor is not {@code [in, length]} of floats, its channels have no fixed number,
     *     the padding leaves no result, or an attribute is out of range
     */
    default Tensor convTranspose1d(int channels, int kernelSize) {
        return convTranspose1d(channels, kernelSize, o -> o);
    }

    /**
     * {@return the transposed convolution, {@code [in, length] → [channels, length]}, with further attributes}
     *
     * @param channels the number of channels of the result, at least 1
     * @param kernelSize the size of the kernel in each axis, at least 1
     * @param options sets further attributes; {@link TransposedConvolutionOptions} lists them
     * @throws NetworkException if this tensor is not {@code [in, length]} of floats, its channels have no fixed number,
     *     the padding leaves no result, or an attribute is out of range
     */
    default Tensor convTranspose1d(int channels, int kernelSize, UnaryOperator<TransposedConvolutionOptions> options) {
        return Tensor.of(
                ConvTranspose1dLayer.class,
                options.apply(new TransposedConvolutionOptions(Map.of("channels", channels, "kernelSize", kernelSize))),
                x());
    }

    /**
     * {@return the transposed convolution, {@code [in, height, width] → [channels, height, width]}}
     *
     * @param channels the number of channels of the result, at least 1
     * @param kernelSize the size of the kernel in each axis, at least 1
     * @throws NetworkException if this tensor is not {@code [in, height, width]} of floats, its channels have no fixed
     *     number, the padding leaves no result, or an attribute is out of range
     */
    default Tensor convTranspose2d(int channels, int kernelSize) {
        return convTranspose2d(channels, kernelSize, o -> o);
    }

    /**
     * {@return the transposed convolution, {@code [in, height, width] → [channels, height, width]}, with further
     * attributes}
     *
     * @param channels the number of channels of the result, at least 1
     * @param kernelSize the size of the kernel in each axis, at least 1
     * @param options sets further attributes; {@link TransposedConvolutionOptions} lists them
     * @throws NetworkException if this tensor is not {@code [in, height, width]} of floats, its channels have no fixed
     *     number, the padding leaves no result, or an attribute is out of range
     */
    default Tensor convTranspose2d(int channels, int kernelSize, UnaryOperator<TransposedConvolutionOptions> options) {
        return Tensor.of(
                ConvTranspose2dLayer.class,
                options.apply(new TransposedConvolutionOptions(Map.of("channels", channels, "kernelSize", kernelSize))),
                x());
    }

    /**
     * {@return the greatest value of each window, {@code [channels, length] → [channels, length]}; windows do not
     * overlap}
     *
     * @param kernelSize the size of the window in each axis, at least 1
     * @throws NetworkException if this tensor is not {@code [channels, length]} of floats, the window is larger than
     *     the padded sample, or an attribute is out of range
     */
    default Tensor maxPool1d(int kernelSize) {
        return maxPool1d(kernelSize, o -> o);
    }

    /**
     * {@return the greatest value of each window, {@code [channels, length] → [channels, length]}, with further
     * attributes}
     *
     * @param kernelSize the size of the window in each axis, at least 1
     * @param options sets further attributes; {@link MaxPoolOptions} lists them
     * @throws NetworkException if this tensor is not {@code [channels, length]} of floats, the window is larger than
     *     the padded sample, or an attribute is out of range
     */
    default Tensor maxPool1d(int kernelSize, UnaryOperator<MaxPoolOptions> options) {
        return Tensor.of(
                MaxPool1dLayer.class, options.apply(new MaxPoolOptions(Map.of("kernelSize", kernelSize))), x());
    }

    /**
     * {@return the greatest value of each window, {@code [channels, height, width] → [channels, height, width]};
     * windows do not overlap}
     *
     * @param kernelSize the size of the window in each axis, at least 1
     * @throws NetworkException if this tensor is not {@code [channels, height, width]} of floats, the window is larger
     *     than the padded sample, or an attribute is out of range
     */
    default Tensor maxPool2d(int kernelSize) {
        return maxPool2d(kernelSize, o -> o);
    }

    /**
     * {@return the greatest value of each window, {@code [channels, height, width] → [channels, height, width]}, with
     * further attributes}
     *
     * @param kernelSize the size of the window in each axis, at least 1
     * @param options sets further attributes; {@link MaxPoolOptions} lists them
     * @throws NetworkException if this tensor is not {@code [channels, height, width]} of floats, the window is larger
     *     than the padded sample, or an attribute is out of range
     */
    default Tensor maxPool2d(int kernelSize, UnaryOperator<MaxPoolOptions> options) {
        return Tensor.of(
                MaxPool2dLayer.class, options.apply(new MaxPoolOptions(Map.of("kernelSize", kernelSize))), x());
    }

    /**
     * {@return the mean of each window, {@code [channels, length] → [channels, length]}; windows do not overlap}
     *
     * @param kernelSize the size of the window in each axis, at least 1
     * @throws NetworkException if this tensor is not {@code [channels, length]} of floats, the window is larger than
     *     the padded sample, or an attribute is out of range
     */
    default Tensor avgPool1d(int kernelSize) {
        return avgPool1d(kernelSize, o -> o);
    }

    /**
     * {@return the mean of each window, {@code [channels, length] → [channels, length]}, with further attributes}
     *
     * @param kernelSize the size of the window in each axis, at least 1
     * @param options sets further attributes; {@link AvgPoolOptions} lists them
     * @throws NetworkException if this tensor is not {@code [channels, length]} of floats, the window is larger than
     *     the padded sample, or an attribute is out of range
     */
    default Tensor avgPool1d(int kernelSize, UnaryOperator<AvgPoolOptions> options) {
        return Tensor.of(
                AvgPool1dLayer.class, options.apply(new AvgPoolOptions(Map.of("kernelSize", kernelSize))), x());
    }

    /**
     * {@return the mean of each window, {@code [channels, height, width] → [channels, height, width]}; windows do not
     * overlap}
     *
     * @param kernelSize the size of the window in each axis, at least 1
     * @throws NetworkException if this tensor is not {@code [channels, height, width]} of floats, the window is larger
     *     than the padded sample, or an attribute is out of range
     */
    default Tensor avgPool2d(int kernelSize) {
        return avgPool2d(kernelSize, o -> o);
    }

    /**
     * {@return the mean of each window, {@code [channels, height, width] → [channels, height, width]}, with further
     * attributes}
     *
     * @param kernelSize the size of the window in each axis, at least 1
     * @param options sets further attributes; {@link AvgPoolOptions} lists them
     * @throws NetworkException if this tensor is not {@code [channels, height, width]} of floats, the window is larger
     *     than the padded sample, or an attribute is out of range
     */
    default Tensor avgPool2d(int kernelSize, UnaryOperator<AvgPoolOptions> options) {
        return Tensor.of(
                AvgPool2dLayer.class, options.apply(new AvgPoolOptions(Map.of("kernelSize", kernelSize))), x());
    }

    /**
     * {@return the mean of each channel, {@code [channels, …] → [channels]}}
     *
     * @throws NetworkException if this tensor does not hold floats of the batch or has fewer than two axes
     */
    default Tensor globalAvgPool() {
        return Tensor.of(GlobalAvgPoolLayer.class, x());
    }

    /**
     * {@return the means of a grid of windows, {@code [channels, height, width] → [channels, value…]}}
     *
     * @param value the size of the grid: one number, or height and width
     * @throws NetworkException if this tensor is not {@code [channels, height, width]} of floats, height or width is
     *     variable, or a size is under 1
     */
    default Tensor adaptiveAvgPool2d(int... value) {
        return Tensor.of(AdaptiveAvgPool2dLayer.class, Map.of("value", value), x());
    }

    /**
     * {@return each channel, enlarged by a factor, {@code [channels, size…] → [channels, scaleFactor size…]}}
     *
     * @param scaleFactor the factor of each size, at least 1
     * @throws NetworkException if this tensor does not hold floats of the batch, has fewer than two axes, or an
     *     attribute is out of range
     */
    default Tensor upsample(int scaleFactor) {
        return upsample(scaleFactor, o -> o);
    }

    /**
     * {@return each channel, enlarged by a factor, {@code [channels, size…] → [channels, scaleFactor size…]}, with
     * further attributes}
     *
     * @param scaleFactor the factor of each size, at least 1
     * @param options sets further attributes; {@link UpsampleOptions} lists them
     * @throws NetworkException if this tensor does not hold floats of the batch, has fewer than two axes, or an
     *     attribute is out of range
     */
    default Tensor upsample(int scaleFactor, UnaryOperator<UpsampleOptions> options) {
        return Tensor.of(
                UpsampleLayer.class, options.apply(new UpsampleOptions(Map.of("scaleFactor", scaleFactor))), x());
    }
}
