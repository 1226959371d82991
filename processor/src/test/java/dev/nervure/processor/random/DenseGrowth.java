package dev.nervure.processor.random;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.DenseOptions;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.Layers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Dense layers and activations. */
final class DenseGrowth {
    static final List<Growth> ALL = List.of(
            DenseGrowth::dense,
            DenseGrowth::dense,
            DenseGrowth::dense,
            DenseGrowth::shared,
            DenseGrowth::activation,
            Growth.of(x -> x.leakyRelu(0.3f)),
            Growth.of(x -> x.elu(0.7f)),
            Growth.of(x -> x.feedForward(5)),
            Growth.of(x -> x.gatedFeedForward(4)));

    private DenseGrowth() {}

    private static Optional<Tensor> dense(Garden garden) {
        Tensor x = garden.any();
        return Optional.of(x.dense(garden.width(), o -> attributes(garden, o)));
    }

    private static DenseOptions attributes(Garden garden, DenseOptions options) {
        return options.activation(garden.chance(0.4) ? Activation.IDENTITY : anyActivation(garden))
                .bias(garden.chance(0.7))
                .initializer(garden.chance(0.7) ? Initializer.DEFAULT : Initializer.GLOROT_NORMAL)
                .trainable(garden.chance(0.9));
    }

    /** A further layer with the parameters of one that is there. */
    private static Optional<Tensor> shared(Garden garden) {
        return garden.any(tensor ->
                        tensor.layer() instanceof DenseLayer d && !d.name().isEmpty())
                .flatMap(tensor -> again(garden, tensor))
                .or(() -> {
                    String path = "shared.by" + garden.from(0, 99);
                    Tensor x = garden.any();
                    return garden.any(t -> t.layer().name().equals(path)).isPresent()
                            ? Optional.empty()
                            : Optional.of(x.dense(
                                    garden.width(), o -> attributes(garden, o).name(path)));
                });
    }

    private static Optional<Tensor> again(Garden garden, Tensor first) {
        DenseLayer layer = Layers.with((DenseLayer) first.layer(), "activation", anyActivation(garden));
        int in = first.inputs().get(0).shape().axis(-1).max();
        return garden.any(tensor -> tensor.shape().axis(-1).max() == in).map(x -> Tensor.of(layer, x));
    }

    private static Optional<Tensor> activation(Garden garden) {
        return Optional.of(garden.any().activation(anyActivation(garden)));
    }

    static Activation anyActivation(Garden garden) {
        return garden.oneOf(Arrays.asList(Activation.values()));
    }
}
