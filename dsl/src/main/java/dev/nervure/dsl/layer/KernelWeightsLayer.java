package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.ParameterSpec;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.TensorType;
import java.util.ArrayList;
import java.util.List;

/** What convolutions and transposed convolutions have in common. */
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

    /** The shape of the weight. */
    List<Integer> weight(int in);

    /** What is read, after the checks that both kinds need. */
    default Shape checked(List<TensorType> inputs) {
        Rules.positive("channels", channels());
        Shape image = image(inputs);
        Rules.divides("groups", groups(), image.axis(0).max(), "channels read");
        Rules.divides("groups", groups(), channels(), "channels");
        if (paddingMode() != PaddingMode.EXPLICIT) {
            padding().forEach(padding -> Rules.only("padding", padding, 0, "with " + paddingMode()));
        }
        return image;
    }

    /** The sizes of a weight: two numbers of channels, then those of the kernel. */
    default List<Integer> kernel(int first, int second) {
        List<Integer> shape = new ArrayList<>(List.of(first, second));
        shape.addAll(sizes("kernelSize", kernelSize(), 1));
        return shape;
    }

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
