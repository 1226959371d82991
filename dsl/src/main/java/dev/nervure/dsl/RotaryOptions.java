package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#rotary}: {@code q.rotary(8, o -> o.interleaved(false))}. */
public final class RotaryOptions extends Options<RotaryOptions> {
    RotaryOptions(Map<String, ?> required) {
        super(required);
    }

    /** The base of the angles, over 1. */
    public RotaryOptions base(float base) {
        return set("base", base);
    }

    /** Whether pairs are neighbours; else the two halves of a head are paired. */
    public RotaryOptions interleaved(boolean interleaved) {
        return set("interleaved", interleaved);
    }
}
