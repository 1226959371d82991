package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#avgPool1d} and {@link Tensor#avgPool2d}: {@code x.avgPool2d(3, o -> o.stride(2).padding(1))}. */
public final class AvgPoolOptions extends PoolOptions<AvgPoolOptions> {
    AvgPoolOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Chooses what padding counts.
     *
     * @param countIncludePad true, the default, for zeros; false for the mean of the values within the input
     * @return these options
     */
    public AvgPoolOptions countIncludePad(boolean countIncludePad) {
        return set("countIncludePad", countIncludePad);
    }
}
