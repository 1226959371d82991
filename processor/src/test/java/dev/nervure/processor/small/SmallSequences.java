package dev.nervure.processor.small;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Embeddings, positions, recurrence and attention. */
final class SmallSequences {
    private SmallSequences() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        Tensor ids = Tensor.input("ids", List.of(3), o -> o.type(ElementType.INT));
        all.add(Small.of("embedding", ids.embedding(5, 2)));
        all.addAll(Small.of(
                        "embedding read again by a dense layer",
                        ids.embedding(5, 2, o -> o.name("words")).tanh().dense(5, o -> o.bias(false)
                                .name("words")))
                .eachWay());
        all.add(Small.of(
                "embedding of a table",
                Tensor.input("ids", List.of(2, 2), o -> o.type(ElementType.INT)).embedding(3, 4)));
        all.add(Small.layer("learnedPositions", x -> x.plus(x.learnedPositions()), 3, 2));
        all.add(Small.layer("sinusoidalPositions", x -> x.plus(x.sinusoidalPositions()), 3, 4));
        all.add(Small.layer("sinusoidalPositions of odd width", x -> x.plus(x.sinusoidalPositions()), 3, 3));
        recurrence(all);
        attention(all);
        variable(all);
        return all;
    }

    /** Samples that may be shorter, here as long as they may be; VariableLengthTest has those that are. */
    private static void variable(List<Small> all) {
        Tensor x = Tensor.input("x", List.of(4, 2), o -> o.variable("T")).dense(3);
        all.addAll(Small.of("variable dense", x.dense(2)).eachWay());
        all.add(Small.of("variable gelu", x.gelu().times(x)));
        all.add(Small.of("variable lstm", x.lstm(2, o -> o.lastOnly(true).bidirectional(true))));
        all.add(Small.of("variable gru", x.gru(2)));
        all.add(Small.of("variable attention", x.multiHeadAttention(1)));
        all.add(Small.of("variable mean", x.mean(0)));
        all.add(Small.of("variable max", x.max(0).plus(x.slice(0, -1))));
        all.add(Small.of("variable product", x.transpose().matmul(x)));
        all.add(Small.of("variable norms", x.layerNorm(o -> o.eps(0.1f)).plus(x.rmsNorm())));
        all.add(Small.of(
                "variable moves", x.slice(1, 1, 3).pad(1, 1).reshape(-1, 2, 2).reshape(-1, 4)));
        Tensor line = x.transpose();
        all.add(Small.of(
                "variable convolution",
                line.conv1d(2, 3, o -> o.stride(2).padding(1)).transpose()));
        all.add(Small.of(
                "variable pools",
                line.maxPool1d(3, o -> o.stride(1).padding(1))
                        .avgPool1d(3, o -> o.stride(2).padding(1))
                        .globalAvgPool()));
        all.add(Small.of("variable upsample", line.upsample(2).transpose()));
        all.add(Small.of(
                "variable channels",
                line.groupNorm(3, o -> o.eps(0.1f))
                        .instanceNorm(o -> o.eps(0.1f))
                        .batchNorm()
                        .transpose()));
        all.add(Small.of(
                "variable transposed",
                line.convTranspose1d(2, 3, o -> o.stride(2)).globalAvgPool()));
    }

    private static void recurrence(List<Small> all) {
        for (boolean both : new boolean[] {false, true}) {
            for (boolean last : new boolean[] {false, true}) {
                String how = (both ? ", both ways" : "") + (last ? ", the last" : "");
                all.add(Small.layer(
                        "lstm" + how, x -> x.lstm(2, o -> o.bidirectional(both).lastOnly(last)), 3, 2));
                all.add(Small.layer(
                        "gru" + how, x -> x.gru(2, o -> o.bidirectional(both).lastOnly(last)), 3, 2));
                all.add(Small.layer(
                        "rnn" + how, x -> x.rnn(2, o -> o.bidirectional(both).lastOnly(last)), 3, 2));
            }
        }
        all.add(Small.layer(
                "lstm of two layers without bias",
                x -> x.lstm(3, o -> o.layers(2).bias(false)),
                2,
                2));
        all.add(Small.layer(
                "gru of two layers without bias", x -> x.gru(3, o -> o.layers(2).bias(false)), 2, 2));
        all.add(Small.layer(
                "rnn relu", x -> x.rnn(3, o -> o.nonlinearity(Activation.RELU).bias(false)), 2, 2));
        Tensor x = Tensor.input("x", 3, 2);
        Tensor h = Small.input("h", 3);
        all.add(Small.of("lstm from a state", x.lstm(h, h.tanh(), 3)));
        all.add(Small.of("lstm from a state without bias", x.lstm(h, h.tanh(), 3, o -> o.bias(false))));
        all.add(Small.of("gru from a state", x.gru(h, 3)));
        all.add(Small.of("rnn from a state", x.rnn(h, 3)));
        Tensor states = Small.input("h", 2, 3);
        all.add(Small.of("lstm of two layers from states", x.lstm(states, states.tanh(), 3, o -> o.layers(2))));
        all.add(Small.of("gru both ways from states", x.gru(states, 3, o -> o.bidirectional(true)
                .bias(false))));
    }

    private static void attention(List<Small> all) {
        all.add(Small.layer("scaledDotProductAttention", x -> x.scaledDotProductAttention(x, x), 3, 2));
        all.add(Small.of(
                "scaledDotProductAttention of three",
                Small.input(2, 3).scaledDotProductAttention(Small.input("k", 4, 3), Small.input("v", 4, 2))));
        all.add(Small.layer(
                "scaledDotProductAttention causal, of stacks",
                x -> x.scaledDotProductAttention(x.tanh(), x, o -> o.causal(true)),
                2,
                3,
                2));
        all.add(Small.layer("multiHeadAttention", x -> x.multiHeadAttention(2), 3, 4));
        all.add(Small.layer(
                "multiHeadAttention causal without bias",
                x -> x.multiHeadAttention(1, o -> o.causal(true).bias(false)),
                3,
                2));
        all.add(Small.layer(
                "multiHeadAttention rotary",
                x -> x.multiHeadAttention(2, o -> o.rotary(true).rotaryBase(50).keyValueHeads(1)),
                3,
                8));
        all.add(Small.layer(
                "multiHeadAttention of a window",
                x -> x.multiHeadAttention(2, o -> o.causal(true).window(2)),
                5,
                4));
        masks(all);
        all.add(Small.of(
                "multiHeadAttention of a memory",
                Small.input(2, 4).multiHeadAttention(Small.input("memory", 3, 2), 2)));
        all.add(Small.of(
                "multiHeadAttention of another memory",
                Small.input(2, 4).multiHeadAttention(Small.input("memory", 3, 4), 4, o -> o.keyValueHeads(2)
                        .bias(false))));
        for (boolean first : new boolean[] {false, true}) {
            String how = first ? ", norms first" : "";
            all.add(Small.layer(
                    "transformerEncoder" + how,
                    x -> x.transformerEncoder(2, 2, o -> o.feedForward(3)
                            .activation(Activation.GELU)
                            .normFirst(first)
                            .causal(first)
                            .dropout(0)),
                    2,
                    4));
            all.add(Small.layer(
                    "transformerDecoder" + how,
                    x -> x.transformerDecoder(x.tanh(), 1, 1, o -> o.feedForward(3)
                            .activation(Activation.SILU)
                            .normFirst(first)),
                    2,
                    3));
        }
    }

    /** Masks of every shape and type. A first place alone is hidden where a step would see none. */
    private static void masks(List<Small> all) {
        Tensor x = Small.input(3, 4);
        Tensor padding =
                Tensor.input("lengths").compare(Comparison.GREATER, Tensor.constant(new float[] {-9, 0, 1}, 3));
        Tensor added = Tensor.input("bias", 2, 3, 3);
        Tensor nothing =
                Tensor.constant(new int[] {1, 0, 1, 0, 0, 0, 1, 1, 0}, 3, 3).cast(ElementType.BOOL);
        all.add(Small.of("multiHeadAttention masked by padding", x.multiHeadAttention(2, o -> o.mask(padding))));
        all.add(Small.of("multiHeadAttention masked, some steps wholly", x.multiHeadAttention(2, o -> o.mask(nothing)
                .causal(true))));
        all.add(Small.of(
                "multiHeadAttention with a bias of each head",
                x.multiHeadAttention(2, o -> o.mask(added).keyValueHeads(1).causal(true))));
        all.add(Small.of(
                "multiHeadAttention with a learned bias of each place",
                x.multiHeadAttention(2, o -> o.mask(Tensor.parameter("bias", 1, 3, 3)))));
        all.add(Small.of(
                "multiHeadAttention of a memory, with a bias of its places",
                Small.input("y", 2, 4).multiHeadAttention(x, 2, o -> o.mask(Tensor.input("bias", 3)))));
        all.add(Small.of(
                "scaledDotProductAttention of stacks, with a bias",
                Small.input(2, 3, 4)
                        .scaledDotProductAttention(
                                Small.input("k", 2, 3, 4), Small.input("v", 2, 3, 2), o -> o.mask(added))));
        all.add(Small.of(
                "scaledDotProductAttention of stacks, masked",
                Small.input(2, 3, 4)
                        .scaledDotProductAttention(
                                Small.input("k", 2, 3, 4),
                                Small.input("v", 2, 3, 2),
                                o -> o.mask(added.compare(Comparison.GREATER, 0)))));
        all.add(Small.of("transformerEncoder masked by padding", x.transformerEncoder(2, 2, o -> o.feedForward(3)
                .dropout(0)
                .activation(Activation.GELU)
                .mask(padding))));
        all.add(Small.of(
                "transformerDecoder with masks of both",
                x.transformerDecoder(x.tanh(), padding, 2, 2, o -> o.feedForward(3)
                        .activation(Activation.SILU)
                        .mask(Tensor.parameter("bias", 3, 3)))));
        Tensor line = Tensor.input("x", List.of(4, 2), o -> o.variable("T")).dense(4);
        all.add(Small.of("variable attention with a bias", line.multiHeadAttention(2, o -> o.mask(line.mean(1))
                .causal(true))));
        all.add(Small.of(
                "variable attention, each step masked",
                line.multiHeadAttention(
                        2, o -> o.mask(line.matmul(line.transpose()).compare(Comparison.LESS, 0.5f)))));
    }
}
