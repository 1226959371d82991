package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.SigmoidCrossEntropy}. */
public record SigmoidCrossEntropyLayer(float weight, String name) implements LossLayer {}
