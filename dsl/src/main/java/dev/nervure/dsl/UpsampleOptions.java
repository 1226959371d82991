package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#upsample}. */
public final class UpsampleOptions extends Options<UpsampleOptions> {
    UpsampleOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the factor of the size, in place of one number for all axes.
     *
     * @param scaleFactor one number, or one for each axis; each at least 1
     * @return these options
     */
    public UpsampleOptions scaleFactor(int... scaleFactor) {
        return set("scaleFactor", scaleFactor);
    }

    /**
     * Sets the interpolation of the points between the given ones.
     *
     * @param mode {@link UpsampleMode#NEAREST} by default
     * @return these options
     */
    public UpsampleOptions mode(UpsampleMode mode) {
        return set("mode", mode);
    }
}
