package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#maxPool1d} and {@link Tensor#maxPool2d}: {@code x.maxPool2d(3, o -> o.stride(2).padding(1))}. */
public final class MaxPoolOptions extends PoolOptions<MaxPoolOptions> {
    MaxPoolOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the distance between neighbouring values of the window, in positions.
     *
     * @param dilation one number, or one for each axis; each at least 1; 1 by default
     * @return these options
     */
    public MaxPoolOptions dilation(int... dilation) {
        return set("dilation", dilation);
    }
}
