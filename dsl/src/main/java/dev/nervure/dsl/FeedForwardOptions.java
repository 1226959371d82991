package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#feedForward} and {@link Tensor#gatedFeedForward}. */
public final class FeedForwardOptions extends ParameterOptions<FeedForwardOptions> {
    FeedForwardOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the activation of the hidden units.
     *
     * @param activation {@link Activation#RELU} by default; {@link Activation#SILU} for a gated layer
     * @return these options
     */
    public FeedForwardOptions activation(Activation activation) {
        return set("activation", activation);
    }

    /**
     * Names the dense layers, which name the parameters.
     *
     * @param parts two different dotted paths in the order of computation; three, in the order gate, up, down, for a
     *     gated layer
     * @return these options
     */
    public FeedForwardOptions parts(String... parts) {
        return set("parts", parts);
    }

    /**
     * Chooses whether the layer has biases.
     *
     * @param bias whether there are biases
     * @return these options
     */
    public FeedForwardOptions bias(boolean bias) {
        return set("bias", bias);
    }
}
