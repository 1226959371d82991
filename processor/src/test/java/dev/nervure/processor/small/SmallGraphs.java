package dev.nervure.processor.small;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.plan.Options;
import java.util.ArrayList;
import java.util.List;

/** How layers are put together: what is read several times, outputs within, blocks that repeat, what is frozen. */
final class SmallGraphs {
    private SmallGraphs() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        Tensor x = Small.input(3);
        all.add(Small.of("read three times", x.times(x).plus(x.tanh())));
        Tensor h = x.tanh().named("h");
        all.add(Small.of("an output that is read", h, h.dense(2)));
        all.add(Small.of("two outputs", x.dense(2), x.dense(1)));
        all.add(Small.of("one parameter twice", x.dense(3, o -> o.name("w")).dense(3, o -> o.name("w"))));
        all.add(Small.of(
                "a frozen layer before", x.dense(2, o -> o.trainable(false)).dense(2)));
        all.add(Small.of("a frozen layer behind", x.dense(2).dense(2, o -> o.trainable(false))));
        all.add(Small.of(
                "an input that nothing trains", Tensor.input("b", 2).tanh().plus(x.dense(2))));
        all.addAll(Small.of("a sum with a product", x.plus(x.dense(3))).eachWay());
        all.addAll(Small.of(
                        "a function of a sum with a product",
                        x.plus(x.dense(3)).relu().dense(1))
                .eachWay());
        Tensor rows = Small.input(2, 3);
        all.addAll(Small.of(
                        "a sum with a product of rows", rows.plus(rows.dense(3)).sigmoid())
                .eachWay());
        all.add(Small.of(
                "many that share arrays",
                x.tanh().sigmoid().plus(x.exp().tanh()).sigmoid().times(x)));
        for (int times : new int[] {1, 2, 3}) {
            for (boolean recompute : new boolean[] {false, true}) {
                all.add(Small.of(
                        "a block " + times + " times" + (recompute ? ", computed again" : ""),
                        x.repeat(
                                        times,
                                        "block",
                                        o -> o.recompute(recompute),
                                        t -> t.plus(t.dense(2, Activation.TANH)
                                                .dense(3)
                                                .times(h)))
                                .dense(2)));
            }
        }
        all.add(Small.of(
                "a block in a block",
                x.repeat(2, "outer", t -> t.repeat(2, "inner", u -> u.dense(3, Activation.TANH)))));
        all.add(Small.of("a block with a loss", x.repeat(2, "block", t -> t.dense(3)
                        .batchNorm(o -> o.eps(0.1f))
                        .tanh()))
                .with(network -> network.loss(Loss.MEAN_SQUARED_ERROR)));
        all.add(Small.of("one sample", x.dense(2)).samples(1));
        twoOfAKind(all);
        learning(all);
        return all;
    }

    /** Where parameters are: before blocks, in them, in blocks within blocks, nowhere. */
    private static void learning(List<Small> all) {
        Tensor raw = Tensor.input("x", 3);
        all.add(Small.of(
                "only a block learns", raw.repeat(2, "block", t -> t.dense(3).tanh())));
        all.add(Small.of("only a block in a block learns", raw.repeat(2, "outer", t -> t.tanh()
                .repeat(2, "inner", u -> u.dense(3)))));
        all.add(Small.of("a block that learns nothing", Small.input(3).repeat(2, "block", Tensor::tanh)));
        all.add(Small.of("nothing learns", raw.repeat(2, "block", t -> t.dense(3, o -> o.trainable(false)))));
        all.add(Small.of(
                "a frozen block", Small.input(3).repeat(2, "block", t -> t.dense(3, o -> o.trainable(false)))));
        all.add(Small.of("a stop at the input", raw.stopGradient().dense(2)));
        all.add(Small.of("a stop as an output", raw.stopGradient().named("stopped"), raw.dense(2)));
        all.add(Small.of(
                "a name that backward would take",
                Small.input(3).tanh().named("blockGradient").repeat(2, "block", t -> t.dense(3))));
        all.add(Small.of(
                "a sum with a product whose other part is narrower",
                raw.dense(1).plus(raw.dense(3)).sigmoid().dense(2)));
    }

    /** Steps behind a product of which its epilogue has room for one: the second must not take the place of the first. */
    private static void twoOfAKind(List<Small> all) {
        Options kernels = new Options(0, 1);
        Tensor x = Small.input(3);
        Tensor image = Tensor.input("image", 2, 3, 3);
        all.add(Small.of(
                        "two functions of a product",
                        x.dense(3, Activation.RELU).sigmoid())
                .with(kernels));
        all.add(Small.of(
                        "two sums with a product",
                        x.dense(3).plus(x).plus(x.tanh()).relu())
                .with(kernels));
        all.add(Small.of(
                        "two functions of a convolution",
                        image.conv2d(2, 3, o -> o.padding(1).activation(Activation.TANH))
                                .silu())
                .with(kernels));
        all.add(Small.of(
                        "two norms of a convolution",
                        image.conv2d(2, 1)
                                .batchNorm(o -> o.eps(0.1f))
                                .batchNorm(o -> o.eps(0.2f))
                                .relu())
                .with(kernels));
    }
}
