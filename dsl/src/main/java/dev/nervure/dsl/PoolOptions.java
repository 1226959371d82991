package dev.nervure.dsl;

import java.util.Map;

/** Options of maxima and means of windows: {@code x.maxPool2d(3, o -> o.stride(2).padding(1))}. */
public final class PoolOptions extends Options<PoolOptions> {
    PoolOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the size of the window, in place of one number for all axes.
     *
     * @param kernelSize one number, or one for each axis; each at least 1
     * @return these options
     */
    public PoolOptions kernelSize(int... kernelSize) {
        return set("kernelSize", kernelSize);
    }

    /**
     * Sets the distance between neighbouring windows.
     *
     * @param stride one number, or one for each axis; each at least 1; the size of the window by default
     * @return these options
     */
    public PoolOptions stride(int... stride) {
        return set("stride", stride);
    }

    /**
     * Sets how far windows reach over each end, in positions.
     *
     * @param padding one number, or one for each axis; at most half the size of the window; 0 by default
     * @return these options
     */
    public PoolOptions padding(int... padding) {
        return set("padding", padding);
    }
}
