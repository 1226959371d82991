package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Relu}. */
public record ReluLayer(String name) implements ElementwiseLayer {}
