package dev.nervure.processor.random;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Tensor;
import java.util.List;
import java.util.Optional;

/** Blocks that repeat. */
final class CompositionGrowth {
    static final List<Growth> ALL = List.of(CompositionGrowth::repeat);

    private CompositionGrowth() {}

    /** A residual block of rows of one width, which may read another tensor of the same shape at every turn. */
    private static Optional<Tensor> repeat(Garden garden) {
        Tensor x = garden.any();
        int width = x.shape().axis(-1).max();
        if (width > 12) {
            return Optional.empty();
        }
        Tensor gate = garden.any(t -> t.shape().equals(x.shape())).orElse(x);
        boolean recompute = garden.chance(0.5);
        int hidden = garden.from(1, 8);
        return Optional.of(x.repeat(
                garden.from(1, 3),
                "block" + garden.from(0, 9999),
                o -> o.recompute(recompute),
                t -> t.plus(t.dense(hidden, Activation.SILU)
                        .dense(width)
                        .times(gate)
                        .tanh())));
    }
}
