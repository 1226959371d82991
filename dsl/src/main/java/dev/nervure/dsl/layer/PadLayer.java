package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Pad}. */
public record PadLayer(List<Integer> padding, float value, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape shape = inputs.get(0).shape();
        if (padding.isEmpty() || padding.size() % 2 != 0 || padding.size() / 2 > shape.rank()) {
            throw NetworkException.attribute("padding", Message.PADDING, shape.rank(), padding);
        }
        padding.forEach(margin -> Rules.notNegative("padding", margin));
        for (int i = 0; i < padding.size(); i += 2) {
            int axis = -1 - i / 2;
            int margin = Math.addExact(padding.get(i), padding.get(i + 1));
            shape = shape.withAxis(axis, shape.axis(axis).plus(margin));
        }
        Rules.fits("value", value, inputs.get(0));
        return inputs.get(0).with(shape);
    }
}
