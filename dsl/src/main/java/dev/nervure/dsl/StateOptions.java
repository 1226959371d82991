package dev.nervure.dsl;

import java.util.Map;

/** Options of layers that carry a state from step to step. */
abstract class StateOptions<O extends StateOptions<O>> extends ParameterOptions<O> {
    StateOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the number of layers; each reads the result of the previous one.
     *
     * @param layers 1, the default, to 1,000
     * @return these options
     */
    public O layers(int layers) {
        return set("layers", layers);
    }

    /**
     * Chooses whether a second state runs from the last step to the first.
     *
     * @param bidirectional true for results {@code [2 units]} wide, forwards first
     * @return these options
     */
    public O bidirectional(boolean bidirectional) {
        return set("bidirectional", bidirectional);
    }

    /**
     * Chooses whether the layer has biases.
     *
     * @param bias whether there are biases
     * @return these options
     */
    public O bias(boolean bias) {
        return set("bias", bias);
    }

    /**
     * Chooses whether only the final states of the last layer are given, without the steps.
     *
     * @param lastOnly true for {@code [units]}, or {@code [2 units]} if bidirectional; false, the default, for {@code
     *     [steps, …]}
     * @return these options
     */
    public O lastOnly(boolean lastOnly) {
        return set("lastOnly", lastOnly);
    }

    /**
     * Sets the probability that a value between two layers becomes 0 in training, as by {@link Dropout}.
     *
     * @param dropout 0, the default, to under 1; 0 for one layer
     * @return these options
     */
    public O dropout(float dropout) {
        return set("dropout", dropout);
    }
}
