package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Selu}. */
public record SeluLayer(String name) implements ElementwiseLayer {}
