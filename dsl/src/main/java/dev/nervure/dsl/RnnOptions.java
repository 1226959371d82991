package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#rnn}. */
public final class RnnOptions extends StateOptions<RnnOptions> {
    RnnOptions(Map<String, ?> required) {
        super(required);
    }

    /** The function of the cell: {@link Activation#TANH} or {@link Activation#RELU}. */
    public RnnOptions nonlinearity(Activation nonlinearity) {
        return set("nonlinearity", nonlinearity);
    }
}
