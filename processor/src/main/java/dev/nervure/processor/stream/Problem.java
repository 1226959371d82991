package dev.nervure.processor.stream;

/**
 * A layer that no stream can compute.
 *
 * @param tensor the layer's tensor, or that of the layer which repeats it
 * @param text what stands in the way, and what to use instead
 */
public record Problem(String tensor, String text) {}
