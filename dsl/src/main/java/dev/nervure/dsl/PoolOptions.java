package dev.nervure.dsl;

import java.util.Map;

/** Options of maxima and means of windows. */
abstract class PoolOptions<O extends PoolOptions<O>> extends Options<O> {
    PoolOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the size of the window, in place of one number for all axes.
     *
     * @param kernelSize one number, or one for each axis; each at least 1
     * @return these options
     */
    public O kernelSize(int... kernelSize) {
        return set("kernelSize", kernelSize);
    }

    /**
     * Sets the distance between neighbouring windows.
     *
     * @param stride one number, or one for each axis; each at least 1; the size of the window by default
     * @return these options
     */
    public O stride(int... stride) {
        return set("stride", stride);
    }

    /**
     * Sets how far windows reach over each end, in positions.
     *
     * @param padding one number, or one for each axis; at most half the size of the window; 0 by default
     * @return these options
     */
    public O padding(int... padding) {
        return set("padding", padding);
    }

    /**
     * Chooses whether sizes are rounded up.
     *
     * @param ceilMode true for a last window that may reach over the end of the padding, if it begins before; false by
     *     default
     * @return these options
     */
    public O ceilMode(boolean ceilMode) {
        return set("ceilMode", ceilMode);
    }
}
