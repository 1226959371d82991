package dev.nervure.runtime.generated;

/** How much of a call's values activations or gradients keep; each constant keeps what the one before it keeps. */
public enum Keep {
    /** Inputs and outputs. */
    INFERENCE("newInferenceActivations"),
    /** What backward reads, too. */
    TRAINING("newTrainingActivations"),
    /** Every tensor. */
    EVERYTHING("newActivations");

    private final String factory;

    Keep(String factory) {
        this.factory = factory;
    }

    /** The method of a model that makes activations that keep this much. */
    public String factory() {
        return factory;
    }
}
