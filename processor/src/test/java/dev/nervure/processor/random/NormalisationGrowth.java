package dev.nervure.processor.random;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Tensor;
import java.util.List;
import java.util.Optional;

/** Normalisation, with an ε that keeps slopes small, and dropout. */
final class NormalisationGrowth {
    private static final float EPS = 0.1f;

    static final List<Growth> ALL = List.of(
            garden -> {
                boolean affine = garden.chance(0.7);
                return Optional.of(
                        garden.any().layerNorm(o -> o.eps(EPS).affine(affine).activation(activation(garden))));
            },
            garden -> {
                boolean affine = garden.chance(0.7);
                return Optional.of(
                        garden.any().rmsNorm(o -> o.eps(EPS).affine(affine).activation(activation(garden))));
            },
            garden -> {
                boolean affine = garden.chance(0.7);
                return Optional.of(
                        garden.any().batchNorm(o -> o.eps(EPS).affine(affine).activation(activation(garden))));
            },
            NormalisationGrowth::group,
            garden -> {
                boolean channels = garden.chance(0.5);
                return Optional.of(garden.any().standardize(o -> o.eps(EPS).axis(channels ? 0 : -1)));
            },
            garden -> {
                boolean affine = garden.chance(0.7);
                return garden.any(t -> t.shape().rank() > 1)
                        .map(x -> x.instanceNorm(o -> o.eps(EPS).affine(affine).activation(activation(garden))));
            },
            Growth.of(x -> x.dropout(0.4f)),
            garden -> {
                Tensor x = garden.any();
                Tensor like = garden.chance(0.5) ? x.tanh() : x.mean(o -> o.keepDims(true));
                return Optional.of(
                        switch (garden.from(0, 3)) {
                            case 0 -> x.normal(0.3f);
                            case 1 -> like.normal(x.exp());
                            case 2 -> x.uniform(0.5f);
                            default -> like.uniform(x);
                        });
            });

    private NormalisationGrowth() {}

    private static Optional<Tensor> group(Garden garden) {
        Tensor x = garden.any();
        int channels = x.shape().axis(0).max();
        int groups = garden.from(1, channels);
        boolean affine = garden.chance(0.7);
        return channels % groups == 0
                ? Optional.of(x.groupNorm(groups, o -> o.eps(EPS).affine(affine).activation(activation(garden))))
                : Optional.empty();
    }

    private static Activation activation(Garden garden) {
        return garden.chance(0.6) ? Activation.IDENTITY : garden.oneOf(List.of(Activation.RELU, Activation.TANH));
    }
}
