package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Sin}. */
public record SinLayer(String name) implements ElementwiseLayer {}
