package dev.nervure.runtime.kernel.convolution;

/**
 * What a two-dimensional convolution maps to what: {@code x [n, channels, height, width]} to
 * {@code y [n, outputs, outputHeight, outputWidth]}, with {@code W [outputs, channels / groups, kernelHeight, kernelWidth]}.
 * A convolution over a sequence has height 1. Written as a chain:
 * {@code ConvolutionShape.of(16, 14, 14, 32, 3, 3).padding(1, 1, 1, 1)}.
 */
public record ConvolutionShape(
        int channels,
        int height,
        int width,
        int outputs,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int top,
        int left,
        int bottom,
        int right,
        int dilationHeight,
        int dilationWidth,
        int groups) {
    public ConvolutionShape {
        atLeast(1, "channels", channels);
        atLeast(1, "height", height);
        atLeast(1, "width", width);
        atLeast(1, "outputs", outputs);
        atLeast(1, "kernelHeight", kernelHeight);
        atLeast(1, "kernelWidth", kernelWidth);
        atLeast(1, "strideHeight", strideHeight);
        atLeast(1, "strideWidth", strideWidth);
        atLeast(0, "top", top);
        atLeast(0, "left", left);
        atLeast(0, "bottom", bottom);
        atLeast(0, "right", right);
        atLeast(1, "dilationHeight", dilationHeight);
        atLeast(1, "dilationWidth", dilationWidth);
        atLeast(1, "groups", groups);
        if (channels % groups != 0 || outputs % groups != 0) {
            throw new IllegalArgumentException(
                    groups + " groups must divide " + channels + " channels and " + outputs + " outputs");
        }
    }

    /** Checks that the kernel has a place; while a chain is written it may have none yet. */
    void requirePlace() {
        if (outputHeight() < 1 || outputWidth() < 1) {
            throw new IllegalArgumentException("the kernel, " + kernelHeight + " x " + kernelWidth
                    + ", does not fit into the padded input, " + (height + top + bottom) + " x "
                    + (width + left + right));
        }
    }

    /** Stride 1, no padding, dilation 1, one group. */
    public static ConvolutionShape of(
            int channels, int height, int width, int outputs, int kernelHeight, int kernelWidth) {
        return new ConvolutionShape(
                channels, height, width, outputs, kernelHeight, kernelWidth, 1, 1, 0, 0, 0, 0, 1, 1, 1);
    }

    /** The same with these strides. */
    public ConvolutionShape stride(int height, int width) {
        return new ConvolutionShape(
                channels,
                this.height,
                this.width,
                outputs,
                kernelHeight,
                kernelWidth,
                height,
                width,
                top,
                left,
                bottom,
                right,
                dilationHeight,
                dilationWidth,
                groups);
    }

    /** The same with so many zeros on each side. */
    public ConvolutionShape padding(int top, int left, int bottom, int right) {
        return new ConvolutionShape(
                channels,
                height,
                width,
                outputs,
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                top,
                left,
                bottom,
                right,
                dilationHeight,
                dilationWidth,
                groups);
    }

    /** The same with these distances between the kernel's elements. */
    public ConvolutionShape dilation(int height, int width) {
        return new ConvolutionShape(
                channels,
                this.height,
                this.width,
                outputs,
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                top,
                left,
                bottom,
                right,
                height,
                width,
                groups);
    }

    /** The same with channels and outputs in so many groups that know nothing of each other. */
    public ConvolutionShape groups(int groups) {
        return new ConvolutionShape(
                channels,
                height,
                width,
                outputs,
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                top,
                left,
                bottom,
                right,
                dilationHeight,
                dilationWidth,
                groups);
    }

    public int outputHeight() {
        return length(height, top + bottom, kernelHeight, dilationHeight, strideHeight);
    }

    public int outputWidth() {
        return length(width, left + right, kernelWidth, dilationWidth, strideWidth);
    }

    /** Terms of the sum for one result: channels of a group times the kernel's elements. */
    public int terms() {
        return channels / groups * kernelHeight * kernelWidth;
    }

    private static int length(int size, int padding, int kernel, int dilation, int stride) {
        int space = size + padding - (kernel - 1) * dilation - 1;
        return space < 0 ? 0 : space / stride + 1;
    }

    private static void atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
        }
    }
}
