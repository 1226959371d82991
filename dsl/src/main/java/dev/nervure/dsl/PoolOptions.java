package dev.nervure.dsl;

import java.util.Map;

/** Options of maxima and means of windows: {@code x.maxPool2d(3, o -> o.stride(2).padding(1))}. */
public final class PoolOptions extends Options<PoolOptions> {
    PoolOptions(Map<String, ?> required) {
        super(required);
    }

    /** The size of the kernel or window: one number, or one for each axis. */
    public PoolOptions kernelSize(int... kernelSize) {
        return set("kernelSize", kernelSize);
    }

    /** The steps from place to place: one number, or one for each axis. */
    public PoolOptions stride(int... stride) {
        return set("stride", stride);
    }

    /** The places added before and after each axis: one number, or one for each axis. */
    public PoolOptions padding(int... padding) {
        return set("padding", padding);
    }
}
