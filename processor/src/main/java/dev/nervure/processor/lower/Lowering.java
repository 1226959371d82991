package dev.nervure.processor.lower;

import dev.nervure.dsl.layer.Layer;

/**
 * How one layer becomes steps.
 *
 * @param <L> the layer
 */
@FunctionalInterface
interface Lowering<L extends Layer> {
    /** Adds the steps that compute {@code scope.result()}. */
    void lower(L layer, Scope scope);
}
