package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Elu}. */
public record EluLayer(float alpha, String name) implements ElementwiseLayer {}
