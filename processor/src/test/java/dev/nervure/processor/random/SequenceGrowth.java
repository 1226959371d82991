package dev.nervure.processor.random;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.MultiHeadAttentionOptions;
import dev.nervure.dsl.ScaledDotProductAttentionOptions;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.RnnLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Embeddings, positions, recurrence and attention. */
final class SequenceGrowth {
    static final List<Growth> ALL = List.of(
            SequenceGrowth::embedding,
            SequenceGrowth::positions,
            SequenceGrowth::recurrent,
            SequenceGrowth::recurrent,
            SequenceGrowth::fromState,
            SequenceGrowth::scaledDotProduct,
            SequenceGrowth::attention,
            SequenceGrowth::attention,
            SequenceGrowth::memory,
            SequenceGrowth::encoder,
            SequenceGrowth::decoder);

    private SequenceGrowth() {}

    private static Optional<Tensor> steps(Garden garden) {
        return garden.any(tensor -> tensor.shape().rank() == 2);
    }

    /** Wide enough to be normalised: of two numbers only the signs would be left, and of their slopes only rounding. */
    private static Optional<Tensor> wideSteps(Garden garden) {
        return garden.any(
                tensor -> tensor.shape().rank() == 2 && tensor.shape().axis(1).max() > 2);
    }

    /** Words of their own; sometimes read again by the same vectors. */
    private static Optional<Tensor> embedding(Garden garden) {
        String path = "words" + garden.from(0, 9999);
        int size = garden.width();
        Tensor ids = Tensor.input(path + "Ids", List.of(garden.from(1, 4)), o -> o.type(ElementType.INT));
        Tensor x = ids.embedding(size, garden.width(), o -> o.name(path));
        return Optional.of(
                garden.chance(0.5) ? x : x.dense(size, o -> o.bias(false).name(path)));
    }

    private static Optional<Tensor> positions(Garden garden) {
        return steps(garden)
                .map(x -> garden.chance(0.5) ? x.plus(x.learnedPositions()) : x.plus(x.sinusoidalPositions()));
    }

    private static Optional<Tensor> recurrent(Garden garden) {
        int units = garden.from(1, 7);
        int layers = garden.from(1, 2);
        boolean both = garden.chance(0.4);
        boolean last = garden.chance(0.4);
        boolean bias = garden.chance(0.7);
        float dropout = layers > 1 && garden.chance(0.5) ? 0.3f : 0;
        return steps(garden).map(x -> switch (garden.from(0, 2)) {
            case 0 ->
                x.lstm(units, o -> o.layers(layers)
                        .bidirectional(both)
                        .lastOnly(last)
                        .bias(bias)
                        .dropout(dropout));
            case 1 ->
                x.gru(units, o -> o.layers(layers)
                        .bidirectional(both)
                        .lastOnly(last)
                        .bias(bias)
                        .dropout(dropout));
            default ->
                x.rnn(units, o -> o.layers(layers)
                        .bidirectional(both)
                        .lastOnly(last)
                        .bias(bias)
                        .dropout(dropout)
                        .nonlinearity(garden.chance(0.5) ? Activation.TANH : Activation.RELU));
        });
    }

    private static Optional<Tensor> fromState(Garden garden) {
        Tensor h = garden.any();
        int units = h.shape().axis(-1).max();
        if (units > 12) {
            return Optional.empty();
        }
        int states = h.shape().rank() == 2 ? h.shape().axis(0).max() : 1;
        if (h.shape().rank() > 2 || states > 2) {
            return Optional.empty();
        }
        boolean both = states == 2 && garden.chance(0.5);
        int layers = both ? 1 : states;
        return steps(garden).map(x -> switch (garden.from(0, 2)) {
            case 0 -> x.lstm(h, h.tanh(), units, o -> o.layers(layers).bidirectional(both));
            case 1 -> x.gru(h, units, o -> o.layers(layers).bidirectional(both));
            default ->
                Tensor.of(
                        Layers.of(RnnLayer.class, Map.of("units", units, "layers", layers, "bidirectional", both)),
                        x,
                        h);
        });
    }

    private static Optional<Tensor> scaledDotProduct(Garden garden) {
        return garden.any(tensor -> tensor.shape().rank() >= 2)
                .map(x -> x.scaledDotProductAttention(
                        garden.chance(0.5) ? x : x.tanh(),
                        garden.chance(0.5) ? x : x.dense(garden.from(1, 5)),
                        o -> masked(o.causal(garden.chance(0.5)), garden, x, x, 0)));
    }

    private static ScaledDotProductAttentionOptions masked(
            ScaledDotProductAttentionOptions o, Garden garden, Tensor x, Tensor memory, int heads) {
        return mask(garden, x, memory, heads).map(o::mask).orElse(o);
    }

    private static MultiHeadAttentionOptions masked(
            MultiHeadAttentionOptions o, Garden garden, Tensor x, Tensor memory, int heads) {
        return mask(garden, x, memory, heads).map(o::mask).orElse(o);
    }

    /** At times a mask: booleans that hide some places, or floats that are added; of places, of steps, or of heads. */
    private static Optional<Tensor> mask(Garden garden, Tensor x, Tensor memory, int heads) {
        if (garden.chance(0.6)) {
            return Optional.empty();
        }
        int rank = x.shape().rank();
        List<Integer> sizes = new ArrayList<>(List.of(memory.shape().axis(-2).max()));
        if (garden.chance(0.7)) {
            sizes.add(0, garden.chance(0.7) ? x.shape().axis(-2).max() : 1);
            if (garden.chance(0.5)) {
                if (heads > 0) {
                    sizes.add(0, garden.chance(0.7) ? heads : 1);
                } else {
                    x.shape().sample().subList(0, rank - 2).forEach(dim -> sizes.add(sizes.size() - 2, dim.max()));
                }
            }
        }
        int[] shape = sizes.stream().mapToInt(i -> i).toArray();
        String name = "mask" + garden.from(0, 9999);
        Tensor floats = garden.chance(0.7)
                ? Tensor.input(name, shape)
                : Tensor.parameter(name, sizes, o -> o.initializer(Initializer.UNIFORM));
        return Optional.of(garden.chance(0.5) ? floats : floats.compare(Comparison.GREATER, -0.5f));
    }

    private static Optional<Tensor> attention(Garden garden) {
        return steps(garden).map(x -> {
            int width = x.shape().axis(1).max();
            int heads = divisor(garden, width);
            boolean rotary = width / heads % 2 == 0 && garden.chance(0.5);
            return x.multiHeadAttention(heads, o -> masked(o, garden, x, x, heads)
                    .keyValueHeads(garden.chance(0.5) ? 0 : divisor(garden, heads))
                    .causal(garden.chance(0.5))
                    .rotary(rotary)
                    .rotaryBase(garden.chance(0.5) ? 10_000 : 50)
                    .bias(garden.chance(0.7)));
        });
    }

    private static Optional<Tensor> memory(Garden garden) {
        return steps(garden).flatMap(x -> steps(garden).map(memory -> {
            int heads = divisor(garden, x.shape().axis(1).max());
            return x.multiHeadAttention(memory, heads, o -> masked(o, garden, x, memory, heads)
                    .keyValueHeads(divisor(garden, heads))
                    .bias(garden.chance(0.7)));
        }));
    }

    private static Optional<Tensor> encoder(Garden garden) {
        return wideSteps(garden)
                .map(x -> x.transformerEncoder(
                        garden.from(1, 3), divisor(garden, x.shape().axis(1).max()), o -> o.feedForward(
                                        garden.from(1, 6))
                                .activation(Activation.GELU)
                                .normFirst(garden.chance(0.5))
                                .causal(garden.chance(0.5))));
    }

    private static Optional<Tensor> decoder(Garden garden) {
        return wideSteps(garden)
                .map(x -> x.transformerDecoder(
                        garden.any(memory -> memory.shape().rank() == 2
                                        && memory.shape()
                                                .axis(1)
                                                .equals(x.shape().axis(1)))
                                .orElse(x),
                        garden.from(1, 2),
                        divisor(garden, x.shape().axis(1).max()),
                        o -> o.feedForward(garden.from(1, 6))
                                .activation(Activation.SILU)
                                .normFirst(garden.chance(0.5))));
    }

    private static int divisor(Garden garden, int number) {
        int divisor = garden.from(1, number);
        while (number % divisor != 0) {
            divisor--;
        }
        return divisor;
    }
}
