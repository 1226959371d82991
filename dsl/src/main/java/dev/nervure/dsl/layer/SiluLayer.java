package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Silu}. */
public record SiluLayer(String name) implements ElementwiseLayer {}
