package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.TopK}. */
public record TopKLayer(int k, int axis, boolean largest, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        return types(inputs).get(0);
    }

    @Override
    public List<TensorType> types(List<TensorType> inputs) {
        Rules.positive("k", k);
        TensorType x = Rules.numbers(this, inputs, 0);
        Shape shape = x.shape();
        int at = Rules.axis("axis", axis, shape);
        int size = Rules.constantAxis(this, inputs, 0, at);
        if (k > size) {
            throw NetworkException.attribute("k", Message.OUT_OF_RANGE, "k", "at most the " + size + " of the axis", k);
        }
        Shape result = shape.withAxis(at, Dim.of(k));
        return List.of(x.with(result), TensorType.ints(result));
    }
}
