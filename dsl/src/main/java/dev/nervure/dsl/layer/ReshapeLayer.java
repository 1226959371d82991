package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Reshape}. */
public record ReshapeLayer(List<Integer> value, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape shape = inputs.get(0).shape();
        int free = value.indexOf(-1);
        long known = 1;
        for (int i = 0; i < value.size(); i++) {
            if (i != free) {
                Rules.positive("value", value.get(i));
                known = Math.multiplyExact(known, value.get(i));
            }
        }
        List<Dim> sample = new ArrayList<>(value.stream().map(Dim::of).toList());
        if (!shape.constant()) {
            Dim whole = shape.axis(0).times(Rules.afterVariable(this, inputs, 0).size());
            boolean divides = known == 1 || (whole instanceof Dim.Product product && product.factor() % known == 0);
            if (free != 0 || !divides) {
                throw NetworkException.attribute("value", Message.RESHAPE_VARIABLE, value, shape, whole);
            }
            sample.set(0, whole.floorDiv((int) known));
        } else {
            if (free < 0 ? known != shape.size() : shape.size() % known != 0) {
                throw NetworkException.attribute("value", Message.RESHAPE, value, shape, shape.size());
            }
            if (free >= 0) {
                sample.set(free, Dim.of((int) (shape.size() / known)));
            }
        }
        return inputs.get(0).with(shape.withSample(sample));
    }
}
