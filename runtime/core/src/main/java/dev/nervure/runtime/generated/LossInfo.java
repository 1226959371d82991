package dev.nervure.runtime.generated;

/**
 * A loss of a network. What is minimised is {@code Σ factor · (Σ loss / Σ weight)} over its losses, where the inner sums
 * are those of the whole batch.
 *
 * @param tensor the loss's name
 * @param kind the simple name of its annotation
 * @param prediction the tensor that it compares
 * @param target what it compares with; empty if it reads no target
 * @param factor its factor in the sum of all losses
 */
public record LossInfo(String tensor, String kind, String prediction, String target, float factor) {}
