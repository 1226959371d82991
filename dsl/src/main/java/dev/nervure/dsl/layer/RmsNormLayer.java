package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.network.InitialValues;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.RmsNorm}. */
public record RmsNormLayer(float eps, boolean affine, Activation activation, boolean trainable, String name)
        implements NormLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.above("eps", eps, 0);
        Rules.features(this, inputs, 0);
        return inputs.get(0);
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        int size = inputs.get(0).shape().axis(-1).max();
        return affine
                ? List.of(new ParameterSpec("weight", List.of(size), InitialValues.constant(1), trainable))
                : List.of();
    }
}
