package dev.nervure.dsl;

import java.util.Map;

/** Options of layers that learn a kernel. */
abstract class KernelOptions<O extends KernelOptions<O>> extends WeightOptions<O> {
    KernelOptions(Map<String, ?> required) {
        super(required);
    }

    /** The size of the kernel or window: one number, or one for each axis. */
    public O kernelSize(int... kernelSize) {
        return set("kernelSize", kernelSize);
    }

    /** The steps from place to place: one number, or one for each axis. */
    public O stride(int... stride) {
        return set("stride", stride);
    }

    /** The places added before and after each axis: one number, or one for each axis. */
    public O padding(int... padding) {
        return set("padding", padding);
    }

    /** Where zeros are added. */
    public O paddingMode(PaddingMode paddingMode) {
        return set("paddingMode", paddingMode);
    }

    /** The steps from one weight of the kernel to the next. */
    public O dilation(int... dilation) {
        return set("dilation", dilation);
    }

    /** The number of groups of channels, each convolved independently. */
    public O groups(int groups) {
        return set("groups", groups);
    }
}
