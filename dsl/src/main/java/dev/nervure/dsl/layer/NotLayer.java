package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Not}. */
public record NotLayer(String name) implements ElementwiseLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        return Rules.booleans(this, inputs, 0);
    }
}
