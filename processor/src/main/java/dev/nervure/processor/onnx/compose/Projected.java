package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.RotaryLayer;
import org.jspecify.annotations.Nullable;

/**
 * Queries, keys or values.
 *
 * @param dense the dense layer that makes them
 * @param offset the first of its units that is one of them
 * @param shared how many heads of queries read each head
 * @param rotary how they are rotated; null if they are not
 */
record Projected(
        Tensor dense, int offset, int shared, @Nullable RotaryLayer rotary) {
    DenseLayer layer() {
        return (DenseLayer) dense.layer();
    }

    Tensor reads() {
        return dense.inputs().get(0);
    }
}
