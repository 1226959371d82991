package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#rotary}: {@code q.rotary(8, o -> o.interleaved(false))}. */
public final class RotaryOptions extends Options<RotaryOptions> {
    RotaryOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the base of the angles.
     *
     * @param base a number over 1; 10,000 by default
     * @return these options
     */
    public RotaryOptions base(float base) {
        return set("base", base);
    }

    /**
     * Chooses the pairs of features that are rotated.
     *
     * @param interleaved true, the default, for {@code (2i, 2i + 1)}; false for {@code (i, i + d/2)} in a head of size
     *     {@code d}
     * @return these options
     */
    public RotaryOptions interleaved(boolean interleaved) {
        return set("interleaved", interleaved);
    }
}
