package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Gelu}. */
public record GeluLayer(boolean approximate, String name) implements ElementwiseLayer {}
