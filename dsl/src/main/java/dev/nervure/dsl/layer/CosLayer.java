package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Cos}. */
public record CosLayer(String name) implements ElementwiseLayer {}
