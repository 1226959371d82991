package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Exp}. */
public record ExpLayer(String name) implements ElementwiseLayer {}
