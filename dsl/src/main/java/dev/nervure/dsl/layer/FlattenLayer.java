package dev.nervure.dsl.layer;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Flatten}. */
public record FlattenLayer(String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape shape = Rules.anyFloats(this, inputs, 0).shape();
        Rules.constant(this, inputs, 0);
        return TensorType.floats(shape.withSample(List.of(Dim.of(shape.size()))));
    }
}
