package dev.nervure.runtime;

/** How much of a call's values activations or gradients keep; each constant keeps what the one before it keeps. */
public enum Keep {
    /** Inputs and outputs. */
    INFERENCE("newInferenceActivations"),
    /** What backward reads, too. */
    TRAINING("newTrainingActivations"),
    /** Every tensor. */
    EVERYTHING("newActivations");

    final String factory;

    Keep(String factory) {
        this.factory = factory;
    }
}
