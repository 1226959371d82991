package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Dense}. */
public record DenseLayer(
        int units,
        boolean bias,
        Activation activation,
        Initializer initializer,
        float constant,
        boolean trainable,
        String name)
        implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.positive("units", units);
        Shape x = Rules.features(this, inputs, 0);
        return TensorType.floats(x.withAxis(-1, Dim.of(units)));
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        int in = inputs.get(0).shape().axis(-1).max();
        return Specs.weightAndBias(List.of(units, in), in, units, bias ? units : 0, initializer, constant, trainable);
    }
}
