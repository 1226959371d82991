package dev.nervure.dsl.layer;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.OneHot}. */
public record OneHotLayer(int classes, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.positive("classes", classes);
        Shape shape = Rules.integers(this, inputs, 0).shape();
        List<Dim> sample = new ArrayList<>(shape.sample());
        sample.add(Dim.of(classes));
        return TensorType.floats(shape.withSample(sample));
    }
}
