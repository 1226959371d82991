package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** A layer of one tensor of floats whose result has the same shape. */
non-sealed interface ElementwiseLayer extends Layer {
    @Override
    default TensorType type(List<TensorType> inputs) {
        return Rules.floats(this, inputs, 0);
    }
}
