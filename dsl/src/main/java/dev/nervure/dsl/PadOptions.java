package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#pad}. */
public final class PadOptions extends Options<PadOptions> {
    PadOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the value of the margin.
     *
     * @param value 0 by default
     * @return these options
     */
    public PadOptions value(float value) {
        return set("value", value);
    }
}
