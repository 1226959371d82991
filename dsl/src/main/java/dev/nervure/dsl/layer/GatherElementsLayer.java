package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.GatherElements}. */
public record GatherElementsLayer(int axis, String name) implements Layer {
    @Override
    public int minInputs() {
        return 2;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape shape = inputs.get(0).shape();
        Shape places = Rules.integers(this, inputs, 1).shape();
        int at = Rules.axis("axis", axis, shape);
        boolean fits = places.rank() == shape.rank();
        for (int i = 0; fits && i < shape.rank(); i++) {
            Dim size = shape.axis(i);
            Dim taken = places.axis(i);
            boolean within = size.constant() && taken.constant() && taken.max() <= size.max();
            fits = i == at || within || taken.equals(size);
        }
        if (!fits) {
            throw NetworkException.input(
                    1,
                    Message.SHAPE,
                    "the indices of @GatherElements",
                    "of as many axes as " + shape + ", and no longer but along axis " + at,
                    places);
        }
        return inputs.get(0).with(Rules.ofAny(inputs, places.sample()));
    }
}
