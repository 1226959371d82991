package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Sigmoid}. */
public record SigmoidLayer(String name) implements ElementwiseLayer {}
