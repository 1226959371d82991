package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Split}. */
public record SplitLayer(List<Integer> sizes, int axis, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        return types(inputs).get(0);
    }

    @Override
    public List<TensorType> types(List<TensorType> inputs) {
        Shape shape = inputs.get(0).shape();
        int at = Rules.axis("axis", axis, shape);
        int size = Rules.constantAxis(this, inputs, 0, at);
        sizes.forEach(part -> Rules.positive("sizes", part));
        if (sizes.stream().reduce(0, Math::addExact) != size) {
            throw NetworkException.attribute(
                    "sizes",
                    Message.OUT_OF_RANGE,
                    "sizes",
                    "numbers that add up to the " + size + " of the axis",
                    sizes);
        }
        return sizes.stream()
                .map(part -> inputs.get(0).with(shape.withAxis(at, Dim.of(part))))
                .toList();
    }
}
