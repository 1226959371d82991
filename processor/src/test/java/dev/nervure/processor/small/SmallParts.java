package dev.nervure.processor.small;

import static dev.nervure.dsl.ElementType.FLOAT;
import static dev.nervure.dsl.ElementType.INT;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.plan.Options;
import java.util.ArrayList;
import java.util.List;

/** Layers with several outputs, and values that integers say. */
final class SmallParts {
    private SmallParts() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        splits(all);
        topK(all);
        recurrent(all);
        gather(all);
        Tensor steps = Small.input(3, 8);
        all.add(Small.of("rotary neighbours", steps.rotary(2)));
        all.add(Small.of(
                "rotary halves",
                steps.rotary(2, o -> o.interleaved(false).base(100)).plus(steps)));
        names(all, steps);
        return all;
    }

    private static void names(List<Small> all, Tensor steps) {
        all.add(Small.of(
                "names within",
                steps.feedForward(3, o -> o.parts("up", "down")),
                steps.gatedFeedForward(2, o -> o.parts("w1", "w3", "w2"))));
        Tensor memory = Small.input("memory", 2, 8);
        all.add(Small.of(
                "names of a stacked projection",
                steps.multiHeadAttention(2, o -> o.parts("qkv", "proj").causal(true)),
                steps.multiHeadAttention(memory, 4, o -> o.parts("c_attn", "c_proj"))));
        all.add(Small.of(
                "names of four projections",
                steps.multiHeadAttention(
                        4, o -> o.parts("wq", "wk", "wv", "wo").keyValueHeads(2).rotary(true)),
                steps.multiHeadAttention(
                        memory, 2, o -> o.parts("self.q", "q", "self.v", "out").bias(false)),
                steps.multiHeadAttention(
                        Small.input("narrow", 2, 3), 2, o -> o.parts("query", "key", "value", "output.dense"))));
        all.add(Small.of("an encoder under other names", steps.transformerEncoder(2, 2, o -> o.feedForward(3)
                .parts("attention", "up", "down", "attention.norm", "norm")
                .attentionParts("self.query", "self.key", "self.value", "output")
                .blocks("h")
                .name("model"))));
        all.add(Small.of(
                "blocks without a prefix",
                steps.transformerEncoder(2, 2, o -> o.feedForward(3).blocks("").name("encoder.layer")),
                steps.repeat(2, "", x -> x.dense(8).named("fc").tanh())));
        all.add(Small.of("a decoder under other names", steps.transformerDecoder(memory, 1, 2, o -> o.feedForward(3)
                .parts("a", "cross", "up", "down", "n1", "n2", "n3")
                .attentionParts("qkv", "out")
                .blocks("blocks"))));
    }

    private static void splits(List<Small> all) {
        Tensor x = Small.input(2, 5);
        List<Tensor> parts = x.split(-1, 2, 1, 2).parts();
        all.add(Small.of(
                "all parts",
                parts.get(0).tanh(),
                parts.get(1).exp(),
                parts.get(2).sigmoid()));
        all.add(Small.of("parts that meet", parts.get(0).times(parts.get(2)).plus(parts.get(1))));
        all.add(Small.of("one part", parts.get(1).plus(0)));
        all.add(Small.of("parts as outputs", parts.get(0), parts.get(2).named("last")));
        Tensor rows = Small.input(4, 3).split(0, 1, 3);
        all.add(Small.of("rows", rows.plus(rows.part(1))));
        all.add(Small.of("a part twice", rows.part(1).plus(rows.part(1).tanh()).plus(rows.part(0))));
        all.add(Small.of("parts in a block", Small.input(4).repeat(2, "block", t -> {
            Tensor half = t.dense(4).split(0, 2, 2);
            return half.part(1).tanh().concat(half);
        })));
        Tensor outer = Small.input(4).split(0, 2, 2);
        all.add(Small.of("a part from outside of a block", outer.repeat(2, "block", t -> t.tanh()
                .plus(outer.part(1)))));
        all.add(Small.of("parts of a table", x.plus(Tensor.parameter("table", 7).split(0, 5, 2))));
        all.add(Small.of("a loss of a part", parts.get(1).reshape(2))
                .with(network -> network.loss(Loss.MEAN_SQUARED_ERROR)));
        all.add(new Small(
                "a part for the loss alone",
                Network.of(parts.get(0)).loss(parts.get(1).pow(2)),
                3,
                Options.DEFAULT));
    }

    private static void topK(List<Small> all) {
        Tensor x = Small.input(5);
        all.add(Small.of("top 1", x.topK(1)));
        Tensor top = x.topK(3);
        all.add(Small.of("top 3", top.tanh(), top.part(1).named("places")));
        all.add(Small.of("top of all", x.topK(5).times(x)));
        all.add(Small.of("places alone", top.part(1).named("places"), x.tanh()));
        Tensor rows = Small.input(4, 2, 3);
        for (int axis = 0; axis < 3; axis++) {
            all.add(Small.of("least 2 of axis " + axis, rows.topK(2, axis, false)));
        }
        all.add(Small.of("top of a table", x.plus(Tensor.parameter("table", 7).topK(5, 0, true))));
        all.add(Small.of("values of the places", x.gather(0, top.part(1)).minus(top.times(2))));
    }

    private static void recurrent(List<Small> all) {
        Tensor x = Small.input(4, 3);
        for (boolean both : new boolean[] {false, true}) {
            for (int layers = 1; layers <= 2; layers++) {
                int many = layers;
                String name = layers + (both ? " both ways" : "");
                Tensor lstm = x.lstm(2, o -> o.layers(many).bidirectional(both));
                all.add(Small.of(
                        "lstm y, h and c " + name,
                        lstm.tanh(),
                        lstm.part(1).exp(),
                        lstm.part(2).tanh()));
                all.add(Small.of("lstm c " + name, lstm.part(2).tanh()));
                Tensor gru = x.gru(2, o -> o.layers(many).bidirectional(both));
                all.add(Small.of("gru y and h " + name, gru.tanh(), gru.part(1).exp()));
                Tensor rnn = x.rnn(2, o -> o.layers(many).bidirectional(both).lastOnly(true));
                all.add(Small.of(
                        "rnn last and h " + name, rnn.tanh(), rnn.part(1).exp()));
            }
        }
        Tensor lstm = x.lstm(2);
        Tensor y = Small.input("y", 3, 3).lstm(lstm.part(1), lstm.part(2), 2);
        all.add(Small.of("states that go on", y, y.part(2).tanh()));
        all.add(Small.of("h alone", x.gru(2).part(1).plus(0)));
    }

    private static void gather(List<Small> all) {
        Tensor x = Small.input(4, 3);
        Tensor places = Tensor.constant(new int[] {2, 0, 2}, 3);
        all.add(Small.of("rows that are given", x.gather(0, places)));
        all.add(Small.of("columns that are given", x.gather(1, places)));
        all.add(Small.of("one column", x.gather(-1, Tensor.constant(new int[] {1}))));
        all.add(Small.of("rows that are computed", x.gather(0, x.argMax(0)).plus(x.slice(0, 0, 3))));
        Tensor chosen = x.compare(Comparison.GREATER, 0).cast(INT);
        all.add(Small.of(
                "columns by a table of places",
                x.gather(1, chosen),
                chosen.cast(FLOAT).plus(x)));
        all.add(Small.of(
                "rows of a table",
                Tensor.parameter("table", 3, 2).gather(0, x.argMax(1)).plus(x.slice(1, 0, 2))));
        all.add(Small.of(
                "a table of a table", x.plus(Tensor.parameter("table", 4, 5).gather(1, places))));
    }
}
