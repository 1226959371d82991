package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#pad}. */
public final class PadOptions extends Options<PadOptions> {
    PadOptions(Map<String, ?> required) {
        super(required);
    }

    /** The values of the margin. */
    public PadOptions value(float value) {
        return set("value", value);
    }
}
