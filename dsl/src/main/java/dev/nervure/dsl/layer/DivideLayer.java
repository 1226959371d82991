package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Divide}. */
public record DivideLayer(String name) implements BroadcastLayer {}
