package dev.nervure.dsl.layer;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Gather}. */
public record GatherLayer(int axis, String name) implements Layer {
    @Override
    public int minInputs() {
        return 2;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape shape = inputs.get(0).shape();
        Shape places = Rules.integers(this, inputs, 1).shape();
        int at = Rules.axis("axis", axis, shape);
        for (int i = at + 1; i < shape.rank(); i++) {
            Rules.constantAxis(this, inputs, 0, i);
        }
        List<Dim> sample = new ArrayList<>(shape.sample().subList(0, at));
        sample.addAll(places.sample());
        sample.addAll(shape.sample().subList(at + 1, shape.rank()));
        return inputs.get(0).with(Rules.ofAny(inputs, sample));
    }
}
