package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#feedForward} and {@link Tensor#gatedFeedForward}. */
public final class FeedForwardOptions extends ParameterOptions<FeedForwardOptions> {
    FeedForwardOptions(Map<String, ?> required) {
        super(required);
    }

    /** What is applied to each result. */
    public FeedForwardOptions activation(Activation activation) {
        return set("activation", activation);
    }

    /** The names of the dense layers within, in the order of computation. */
    public FeedForwardOptions parts(String... parts) {
        return set("parts", parts);
    }

    /** Whether the biases are there. */
    public FeedForwardOptions bias(boolean bias) {
        return set("bias", bias);
    }
}
