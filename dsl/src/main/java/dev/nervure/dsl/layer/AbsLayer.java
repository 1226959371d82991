package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Abs}. */
public record AbsLayer(String name) implements ElementwiseLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        return Rules.numbers(this, inputs, 0);
    }
}
