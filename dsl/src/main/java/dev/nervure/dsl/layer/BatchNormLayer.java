package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.InitialValues;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.BatchNorm}. */
public record BatchNormLayer(
        float eps, float momentum, boolean affine, Activation activation, boolean trainable, String name)
        implements NormLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.above("eps", eps, 0);
        Rules.between("momentum", momentum, 0, 1);
        Shape shape = Rules.floats(this, inputs, 0).shape();
        Rules.rankAtLeast(this, inputs, 0, 1);
        if (!shape.batched() && shape.rank() == 1) {
            throw NetworkException.input(0, Message.ONE_VALUE, kind(), shape);
        }
        Rules.constantAxis(this, inputs, 0, 0);
        return inputs.get(0);
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        int channels = inputs.get(0).shape().axis(0).max();
        List<ParameterSpec> specs = new ArrayList<>(affine ? Specs.affine(channels, trainable) : List.of());
        specs.add(new ParameterSpec("running_mean", List.of(channels), InitialValues.constant(0), false));
        specs.add(new ParameterSpec("running_var", List.of(channels), InitialValues.constant(1), false));
        return specs;
    }
}
