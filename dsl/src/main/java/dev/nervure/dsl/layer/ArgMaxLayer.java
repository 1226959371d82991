package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.ArgMax}. */
public record ArgMaxLayer(int axis, boolean keepDims, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        return TensorType.ints(Rules.without(Rules.numbers(this, inputs, 0).shape(), axis, keepDims));
    }
}
