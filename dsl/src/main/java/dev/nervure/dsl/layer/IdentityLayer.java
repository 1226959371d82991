package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Identity}. */
public record IdentityLayer(String name) implements ElementwiseLayer {}
