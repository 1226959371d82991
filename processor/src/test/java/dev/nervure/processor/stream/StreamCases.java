package dev.nervure.processor.stream;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A network for each layer that a stream can compute. Sequences are longer than what is fed at once. */
final class StreamCases {
    static final int LONGEST = 80;
    static final int WIDTH = 8;
    static final int WORDS = 11;
    private static final int RANDOM = Integer.getInteger("nervure.streams", 8);

    private StreamCases() {}

    /** The networks by the name of their package. */
    static Map<String, Network> all() {
        Map<String, Network> cases = new LinkedHashMap<>();
        floats(cases, "dense", x -> x.dense(24, Activation.GELU).dense(WIDTH));
        floats(cases, "elementwise", x -> x.tanh()
                .times(x.dense(WIDTH, Activation.SIGMOID))
                .plus(x));
        floats(cases, "norms", x -> x.layerNorm().dense(12).rmsNorm().softmax());
        floats(cases, "dropout", x -> x.dense(9).dropout(0.5f).dense(4));
        floats(cases, "reduced", x -> x.dense(6).mean(-1));
        floats(cases, "parts", x -> Tensor.concat(-1, List.of(x.slice(1, 2, 6), x.dense(3))));
        floats(cases, "rnn", x -> x.rnn(7).rnn(5, o -> o.nonlinearity(Activation.RELU)));
        floats(cases, "lstm", x -> x.lstm(9, o -> o.layers(2)));
        floats(cases, "gru", x -> x.gru(9, o -> o.layers(2)).dense(3));
        floats(cases, "last", x -> x.gru(6, o -> o.lastOnly(true)).dense(3));
        floats(cases, "causal", x -> causal(x, 6, 3, 1, 1).relu());
        floats(cases, "dilated", x -> causal(causal(x, 16, 3, 2, 1).relu(), 4, 2, 4, 2));
        floats(cases, "channels", x -> x.transpose(1, 0)
                .conv1d(6, 3, o -> o.paddingMode(PaddingMode.CAUSAL))
                .batchNorm());
        floats(cases, "attention", x -> x.plus(x.multiHeadAttention(2, o -> o.causal(true))));
        floats(
                cases,
                "grouped",
                x -> x.multiHeadAttention(
                        4, o -> o.causal(true).rotary(true).keyValueHeads(2).bias(false)));
        floats(cases, "wideHeads", x -> x.dense(40)
                .multiHeadAttention(2, o -> o.causal(true).dropout(0.3f)));
        floats(cases, "window", x -> x.plus(
                        x.multiHeadAttention(2, o -> o.causal(true).window(9)))
                .dense(WIDTH)
                .multiHeadAttention(4, o -> o.causal(true).window(70).keyValueHeads(2)));
        floats(cases, "learned", x -> x.plus(x.learnedPositions()).dense(4));
        floats(cases, "sinusoidal", x -> x.plus(x.sinusoidalPositions()).dense(4));
        floats(
                cases,
                "encoder",
                x -> x.transformerEncoder(3, 2, o -> o.causal(true).dropout(0.1f)));
        floats(
                cases,
                "repeated",
                x -> x.repeat(4, "block", b -> b.plus(b.rmsNorm().gru(WIDTH).dense(WIDTH))));
        Tensor ids = Tensor.input(
                "ids", List.of(LONGEST), o -> o.type(ElementType.INT).variable("T"));
        Tensor words = ids.embedding(WORDS, WIDTH);
        cases.put(
                "words",
                Network.of(words.plus(words.learnedPositions())
                        .transformerEncoder(2, 2, o -> o.causal(true).normFirst(true))
                        .dense(WORDS)
                        .named("y")));
        floats(cases, "strided", x -> causal(x, 6, 3, 1, 1, 2).relu());
        floats(cases, "stridedTwice", x -> causal(causal(x, 6, 2, 1, 1, 2).tanh(), 4, 3, 2, 2, 3)
                .dense(5)
                .gru(4)
                .lstm(3));
        floats(cases, "stridedAttention", x -> placed(causal(x.plus(x.sinusoidalPositions()), WIDTH, 3, 1, 1, 2))
                .transformerEncoder(2, 2, o -> o.causal(true))
                .multiHeadAttention(2, o -> o.causal(true).rotary(true)));
        floats(cases, "stridedLast", x -> causal(x, 6, 4, 1, 1, 3)
                .lstm(5, o -> o.lastOnly(true))
                .dense(3));
        floats(cases, "stridedBlocks", x -> causal(x, WIDTH, 2, 1, 1, 2)
                .repeat(3, "block", b -> b.plus(b.gru(WIDTH).multiHeadAttention(2, o -> o.causal(true)))));
        floats(
                cases,
                "greatest",
                x -> x.pad(0, 0, 1, 0).transpose(1, 0).maxPool1d(2).transpose(1, 0));
        floats(cases, "means", x -> causal(x, 6, 3, 1, 1, 2)
                .transpose(1, 0)
                .pad(2, 0)
                .avgPool1d(3, o -> o.stride(2))
                .transpose(1, 0)
                .rnn(4));
        Tensor x = input();
        cases.put(
                "rates",
                Network.of(
                        x.dense(3).named("y"),
                        causal(x, 4, 3, 1, 1, 2).named("z"),
                        x.gru(4, o -> o.lastOnly(true)).named("last")));
        Tensor state = Tensor.input("h0", 6);
        cases.put("given", Network.of(x.gru(state, 6).dense(2).named("y")));
        Tensor memory = Tensor.input("memory", 5, WIDTH);
        cases.put(
                "cross",
                Network.of(
                        x.transformerDecoder(memory, 2, 2, o -> o.causal(true)).named("y")));
        Tensor source = Tensor.input("source", 6, WIDTH);
        Tensor read = source.plus(source.learnedPositions()).transformerEncoder(2, 2);
        cases.put(
                "translation",
                Network.of(x.transformerDecoder(read, 2, 2, o -> o.causal(true))
                        .plus(x.multiHeadAttention(source.dense(WIDTH).tanh(), 2))
                        .named("y")));
        cases.put("several", Network.of(x.dense(3).named("y"), x.gru(4).named("z")));
        Tensor hostile = x.dense(WIDTH)
                .named("placesBefore")
                .plus(x.dense(WIDTH).named("w").learnedPositions().named("owner"))
                .dense(WIDTH)
                .named("n");
        cases.put(
                "hostile",
                Network.of(
                        hostile.transformerEncoder(2, 2, o -> o.causal(true)).named("one"),
                        hostile.gru(3).named("many"),
                        hostile.dense(2).named("now")));
        for (int i = 0; i < RANDOM; i++) {
            cases.put("random" + i, RandomStreams.network(i));
        }
        return cases;
    }

    private static Tensor input() {
        return Tensor.input("x", List.of(LONGEST, WIDTH), o -> o.variable("T"));
    }

    private static void floats(Map<String, Network> cases, String name, UnaryOperator<Tensor> layers) {
        cases.put(name, Network.of(layers.apply(input()).named("y")));
    }

    private static Tensor placed(Tensor x) {
        return x.plus(x.learnedPositions());
    }

    private static Tensor causal(Tensor x, int channels, int size, int dilation, int groups) {
        return causal(x, channels, size, dilation, groups, 1);
    }

    private static Tensor causal(Tensor x, int channels, int size, int dilation, int groups, int stride) {
        return x.transpose(1, 0)
                .conv1d(channels, size, o -> o.paddingMode(PaddingMode.CAUSAL)
                        .dilation(dilation)
                        .stride(stride)
                        .groups(groups))
                .transpose(1, 0);
    }
}
