package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.MeanAbsoluteError}. */
public record MeanAbsoluteErrorLayer(float weight, String name) implements LossLayer {}
