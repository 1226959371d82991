package dev.nervure.dsl.layer;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.GlobalAvgPool}. */
public record GlobalAvgPoolLayer(String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape shape = Rules.floats(this, inputs, 0).shape();
        Rules.rankAtLeast(this, inputs, 0, 2);
        return TensorType.floats(shape.withSample(List.of(shape.axis(0))));
    }
}
