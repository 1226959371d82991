package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#rnn}. */
public final class RnnOptions extends StateOptions<RnnOptions> {
    RnnOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the activation of the state.
     *
     * @param nonlinearity {@link Activation#TANH}, the default, or {@link Activation#RELU}
     * @return these options
     */
    public RnnOptions nonlinearity(Activation nonlinearity) {
        return set("nonlinearity", nonlinearity);
    }
}
