package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Expand}. */
public record ExpandLayer(List<Integer> value, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape shape = inputs.get(0).shape();
        List<Dim> sample = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            int axis = i - value.size() + shape.rank();
            int size = value.get(i);
            boolean kept = axis >= 0 && (size == -1 || shape.axis(axis).equals(Dim.of(size)));
            if (!kept && (size < 1 || (axis >= 0 && !shape.axis(axis).equals(Dim.of(1))))) {
                throw wrong(shape);
            }
            sample.add(kept ? shape.axis(axis) : Dim.of(size));
        }
        if (value.size() < shape.rank()) {
            throw wrong(shape);
        }
        return inputs.get(0).with(shape.withSample(sample));
    }

    private NetworkException wrong(Shape shape) {
        return NetworkException.attribute(
                "value", Message.OUT_OF_RANGE, "value", "a shape that " + shape + " broadcasts to", value);
    }
}
