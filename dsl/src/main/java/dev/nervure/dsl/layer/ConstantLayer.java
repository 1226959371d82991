package dev.nervure.dsl.layer;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Constant}. */
public record ConstantLayer(List<Float> value, List<Integer> ints, List<Integer> shape, String name) implements Layer {
    @Override
    public int minInputs() {
        return 0;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        shape.forEach(size -> Rules.positive("shape", size));
        boolean floats = ints.isEmpty();
        String attribute = floats ? "value" : "ints";
        int given = Math.max(value.size(), ints.size());
        TensorType type = new TensorType(
                new Shape(shape.stream().map(Dim::of).toList()), floats ? ElementType.FLOAT : ElementType.INT);
        if (!value.isEmpty() && !ints.isEmpty()) {
            throw NetworkException.attribute("ints", Message.OUT_OF_RANGE, "ints", "empty where value is given", ints);
        }
        if (given > 1 && given != type.shape().size()) {
            throw NetworkException.attribute(
                    attribute,
                    Message.OUT_OF_RANGE,
                    attribute,
                    "one number, or the " + type.shape().size() + " of " + shape,
                    given + " numbers");
        }
        return type;
    }
}
