package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Tanh}. */
public record TanhLayer(String name) implements ElementwiseLayer {}
