package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Bilinear}. */
public record BilinearLayer(
        int units,
        boolean bias,
        Activation activation,
        Initializer initializer,
        float constant,
        boolean trainable,
        String name)
        implements Layer {
    @Override
    public int minInputs() {
        return 2;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.positive("units", units);
        Shape a = Rules.features(this, inputs, 0);
        Shape b = Rules.features(this, inputs, 1);
        Shape result = Rules.ofAny(inputs, a.withAxis(-1, Dim.of(units)).sample());
        if (!b.withAxis(-1, Dim.of(units)).sample().equals(result.sample())) {
            throw NetworkException.input(
                    1, Message.SHAPE, "what @Bilinear reads", "alike in all axes but the last", a + " and " + b);
        }
        return TensorType.floats(result);
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        int i = inputs.get(0).shape().axis(-1).max();
        int j = inputs.get(1).shape().axis(-1).max();
        return Specs.weightAndBias(List.of(units, i, j), i, units, bias ? units : 0, initializer, constant, trainable);
    }
}
