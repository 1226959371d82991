package dev.nervure.dsl.layer;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Cast}. */
public record CastLayer(ElementType type, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        return new TensorType(inputs.get(0).shape(), type);
    }
}
