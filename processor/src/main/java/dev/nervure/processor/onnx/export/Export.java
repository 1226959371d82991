package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.layer.Layer;

/**
 * How one layer becomes ONNX nodes.
 *
 * @param <L> the layer
 */
@FunctionalInterface
interface Export<L extends Layer> {
    /** Adds the nodes, and returns the value of the layer's tensor. */
    Edge export(L layer, Scope scope);
}
