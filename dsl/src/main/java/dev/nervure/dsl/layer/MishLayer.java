package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Mish}. */
public record MishLayer(String name) implements ElementwiseLayer {}
