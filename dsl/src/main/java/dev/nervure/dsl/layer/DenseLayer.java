package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dim;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.ParameterSpec;
import dev.nervure.dsl.TensorType;
import java.util.ArrayList;
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
    public DenseLayer bias(boolean bias) {
        return Layers.with(this, "bias", bias);
    }

    public DenseLayer activation(Activation activation) {
        return Layers.with(this, "activation", activation);
    }

    public DenseLayer initializer(Initializer initializer) {
        return Layers.with(this, "initializer", initializer);
    }

    public DenseLayer constant(float constant) {
        return Layers.with(this, "constant", constant);
    }

    public DenseLayer trainable(boolean trainable) {
        return Layers.with(this, "trainable", trainable);
    }

    public DenseLayer name(String name) {
        return Layers.with(this, "name", name);
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.positive("units", units);
        TensorType x = Rules.floats(this, inputs, 0);
        Rules.rankAtLeast(this, inputs, 0, 1);
        Rules.constantAxis(this, inputs, 0, -1);
        return TensorType.floats(x.shape().withAxis(-1, Dim.of(units)));
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        int in = inputs.get(0).shape().axis(-1).max();
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(
                new ParameterSpec("weight", List.of(units, in), initializer.weight(in, units, constant), trainable));
        if (bias) {
            parameters.add(new ParameterSpec("bias", List.of(units), initializer.bias(in), trainable));
        }
        return parameters;
    }
}
