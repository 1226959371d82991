package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Sqrt}. */
public record SqrtLayer(String name) implements ElementwiseLayer {}
