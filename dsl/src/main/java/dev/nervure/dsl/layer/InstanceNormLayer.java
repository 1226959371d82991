package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.InstanceNorm}. */
public record InstanceNormLayer(float eps, boolean affine, Activation activation, boolean trainable, String name)
        implements NormLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.above("eps", eps, 0);
        Rules.floats(this, inputs, 0);
        Rules.rankAtLeast(this, inputs, 0, 2);
        Rules.constantAxis(this, inputs, 0, 0);
        return inputs.get(0);
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        return affine ? Specs.affine(inputs.get(0).shape().axis(0).max(), trainable) : List.of();
    }
}
