package dev.nervure.dsl;

import java.util.Map;

/** Options of layers that learn a kernel. */
abstract class KernelOptions<O extends KernelOptions<O>> extends WeightOptions<O> {
    KernelOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the size of the kernel, in place of one number for all axes.
     *
     * @param kernelSize one number, or one for each axis; each at least 1
     * @return these options
     */
    public O kernelSize(int... kernelSize) {
        return set("kernelSize", kernelSize);
    }

    /**
     * Sets the distance between neighbouring positions of the kernel.
     *
     * @param stride one number, or one for each axis; each at least 1; 1 by default
     * @return these options
     */
    public O stride(int... stride) {
        return set("stride", stride);
    }

    /**
     * Sets the zeros added before and after each axis, with {@link PaddingMode#EXPLICIT}. A transposed
     * convolution cuts as many off its result.
     *
     * @param padding one number, or one for each axis; 0 by default
     * @return these options
     */
    public O padding(int... padding) {
        return set("padding", padding);
    }

    /**
     * Chooses where zeros are added.
     *
     * @param paddingMode {@link PaddingMode#EXPLICIT} by default
     * @return these options
     */
    public O paddingMode(PaddingMode paddingMode) {
        return set("paddingMode", paddingMode);
    }

    /**
     * Sets the distance between neighbouring weights of the kernel, in positions.
     *
     * @param dilation one number, or one for each axis; each at least 1; 1 by default
     * @return these options
     */
    public O dilation(int... dilation) {
        return set("dilation", dilation);
    }

    /**
     * Sets the number of channel groups, convolved independently.
     *
     * @param groups a divisor of the channels read and of the channels of the result; 1 by default
     * @return these options
     */
    public O groups(int groups) {
        return set("groups", groups);
    }
}
