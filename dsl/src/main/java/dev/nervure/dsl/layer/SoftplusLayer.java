package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Softplus}. */
public record SoftplusLayer(String name) implements ElementwiseLayer {}
