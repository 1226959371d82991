package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Subtract}. */
public record SubtractLayer(String name) implements BroadcastLayer {}
