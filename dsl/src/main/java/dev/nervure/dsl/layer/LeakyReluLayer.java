package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.LeakyRelu}. */
public record LeakyReluLayer(float negativeSlope, String name) implements ElementwiseLayer {}
