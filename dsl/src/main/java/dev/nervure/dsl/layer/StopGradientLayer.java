package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.StopGradient}. */
public record StopGradientLayer(String name) implements ElementwiseLayer {}
