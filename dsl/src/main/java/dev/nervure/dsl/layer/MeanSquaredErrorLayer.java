package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.MeanSquaredError}. */
public record MeanSquaredErrorLayer(float weight, String name) implements LossLayer {}
