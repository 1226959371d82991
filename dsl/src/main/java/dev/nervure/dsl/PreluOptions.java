package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#prelu}. */
public final class PreluOptions extends ParameterOptions<PreluOptions> {
    PreluOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Chooses whether each index of the first axis has its own weight.
     *
     * @param perChannel false, the default, for one weight
     * @return these options
     */
    public PreluOptions perChannel(boolean perChannel) {
        return set("perChannel", perChannel);
    }

    /**
     * Sets the initial value of the weights.
     *
     * @param init 0.25 by default
     * @return these options
     */
    public PreluOptions init(float init) {
        return set("init", init);
    }
}
