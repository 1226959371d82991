package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#upsample}. */
public final class UpsampleOptions extends Options<UpsampleOptions> {
    UpsampleOptions(Map<String, ?> required) {
        super(required);
    }

    /** How many times larger: one number, or one for each axis. */
    public UpsampleOptions scaleFactor(int... scaleFactor) {
        return set("scaleFactor", scaleFactor);
    }

    /** How the points between the given ones are computed. */
    public UpsampleOptions mode(UpsampleMode mode) {
        return set("mode", mode);
    }
}
