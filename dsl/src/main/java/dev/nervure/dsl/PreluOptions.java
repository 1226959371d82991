package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#prelu}. */
public final class PreluOptions extends ParameterOptions<PreluOptions> {
    PreluOptions(Map<String, ?> required) {
        super(required);
    }

    /** Whether each index of the first axis has its own weight. */
    public PreluOptions perChannel(boolean perChannel) {
        return set("perChannel", perChannel);
    }

    /** The first value of the weights. */
    public PreluOptions init(float init) {
        return set("init", init);
    }
}
