package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.HardSigmoid}. */
public record HardSigmoidLayer(String name) implements ElementwiseLayer {}
