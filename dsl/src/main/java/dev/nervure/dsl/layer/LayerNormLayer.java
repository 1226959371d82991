package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.LayerNorm}. */
public record LayerNormLayer(float eps, boolean affine, Activation activation, boolean trainable, String name)
        implements NormLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.above("eps", eps, 0);
        Rules.features(this, inputs, 0);
        return inputs.get(0);
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        return affine ? Specs.affine(inputs.get(0).shape().axis(-1).max(), trainable) : List.of();
    }
}
