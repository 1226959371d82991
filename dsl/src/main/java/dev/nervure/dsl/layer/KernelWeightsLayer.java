package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The common part of convolutions and transposed convolutions. */
interface KernelWeightsLayer extends KernelLayer {
    int channels();

    PaddingMode paddingMode();

    List<Integer> dilation();

    int groups();

    boolean bias();

    Activation activation();

    Initializer initializer();

    float constant();

    boolean trainable();

    /** The shape of the weight, if the layer reads this number of channels. */
    List<Integer> weight(int in);

    @Override
    default List<ParameterSpec> parameters(List<TensorType> inputs) {
        List<Integer> shape = weight(inputs.get(0).shape().axis(0).max());
        // PyTorch counts the fans by the weight's layout, for transposed convolutions too.
        long kernel = shape.stream().skip(2).mapToLong(i -> i).reduce(1, Math::multiplyExact);
        return Specs.weightAndBias(
                shape,
                kernel * shape.get(1),
                kernel * shape.get(0),
                bias() ? channels() : 0,
                initializer(),
                constant(),
                trainable());
    }
}
