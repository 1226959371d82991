package dev.nervure.dsl;

import java.util.Map;

/** Options of layers that carry a state from step to step. */
abstract class StateOptions<O extends StateOptions<O>> extends ParameterOptions<O> {
    StateOptions(Map<String, ?> required) {
        super(required);
    }

    /** The number of layers, each reading the one before. */
    public O layers(int layers) {
        return set("layers", layers);
    }

    /** Whether a second state goes backwards; the results stand side by side. */
    public O bidirectional(boolean bidirectional) {
        return set("bidirectional", bidirectional);
    }

    /** Whether the biases are there. */
    public O bias(boolean bias) {
        return set("bias", bias);
    }

    /** Whether only the final states of the last layer are given, {@code [units]}, without the steps. */
    public O lastOnly(boolean lastOnly) {
        return set("lastOnly", lastOnly);
    }
}
