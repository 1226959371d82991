package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Log}. */
public record LogLayer(String name) implements ElementwiseLayer {}
