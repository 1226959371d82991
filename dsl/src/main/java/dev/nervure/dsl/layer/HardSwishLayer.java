package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.HardSwish}. */
public record HardSwishLayer(String name) implements ElementwiseLayer {}
