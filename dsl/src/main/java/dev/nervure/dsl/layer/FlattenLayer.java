package dev.nervure.dsl.layer;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Flatten}. */
public record FlattenLayer(String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape shape = inputs.get(0).shape();
        if (!shape.constant()) {
            Dim size = shape.axis(0).times(Rules.afterVariable(this, inputs, 0).size());
            return inputs.get(0).with(shape.withSample(List.of(size)));
        }
        return inputs.get(0).with(shape.withSample(List.of(Dim.of(shape.size()))));
    }
}
