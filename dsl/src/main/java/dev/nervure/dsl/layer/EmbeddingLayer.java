package dev.nervure.dsl.layer;

import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.InitialValues;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Embedding}. */
public record EmbeddingLayer(
        int size, int units, Initializer initializer, float constant, int paddingIndex, boolean trainable, String name)
        implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.positive("size", size);
        Rules.positive("units", units);
        if (paddingIndex < -1 || paddingIndex >= size) {
            throw NetworkException.attribute(
                    "paddingIndex",
                    Message.OUT_OF_RANGE,
                    "paddingIndex",
                    "an id under " + size + ", or -1 for none",
                    paddingIndex);
        }
        Shape ids = Rules.integers(this, inputs, 0).shape();
        List<Dim> sample = new ArrayList<>(ids.sample());
        sample.add(Dim.of(units));
        return TensorType.floats(ids.withSample(sample));
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        InitialValues initial = initializer.weight(size, units, constant).withZeroRow(paddingIndex);
        return List.of(new ParameterSpec("weight", List.of(size, units), initial, trainable));
    }
}
