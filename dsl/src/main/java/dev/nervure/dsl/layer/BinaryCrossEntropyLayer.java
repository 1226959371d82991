package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.BinaryCrossEntropy}. */
public record BinaryCrossEntropyLayer(float weight, String name) implements LossLayer {}
