package dev.nervure.processor.small;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.plan.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Losses, of rows and of rows of rows. */
final class SmallLosses {
    private SmallLosses() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        for (Loss loss : List.of(
                Loss.MEAN_SQUARED_ERROR,
                Loss.MEAN_ABSOLUTE_ERROR,
                Loss.HUBER,
                Loss.SIGMOID_CROSS_ENTROPY,
                Loss.SOFTMAX_CROSS_ENTROPY)) {
            all.add(Small.of(loss + " in short", Tensor.input("x", 2).dense(3)).with(network -> network.loss(loss)));
        }
        values(all, "meanSquaredError", (y, t) -> y.meanSquaredError(t));
        values(all, "meanSquaredError weighted", (y, t) -> y.meanSquaredError(t, o -> o.weight(0.25f)));
        values(all, "meanAbsoluteError", (y, t) -> y.meanAbsoluteError(t, o -> o.weight(2)));
        values(all, "huber", (y, t) -> y.huber(t));
        values(
                all,
                "huber with a small delta",
                (y, t) -> y.huber(t, o -> o.delta(0.2f).weight(2)));
        values(all, "sigmoidCrossEntropy", (y, t) -> y.sigmoidCrossEntropy(t, o -> o.weight(3)));
        values(all, "binaryCrossEntropy, fused", (y, t) -> y.sigmoid().binaryCrossEntropy(t, o -> o.weight(3)));
        values(all, "binaryCrossEntropy", (y, t) -> y.sigmoid().times(0.9f).binaryCrossEntropy(t));
        values(all, "meanLoss", (y, t) -> y.minus(t).pow(2).meanLoss(o -> o.weight(0.5f)));
        classes(all, "softmaxCrossEntropy", (y, t) -> y.softmaxCrossEntropy(t));
        classes(
                all,
                "softmaxCrossEntropy smoothed",
                (y, t) -> y.softmaxCrossEntropy(t, o -> o.labelSmoothing(0.1f).weight(0.5f)));
        classes(
                all,
                "softmaxCrossEntropy of weighted classes",
                (y, t) -> y.softmaxCrossEntropy(t, o -> o.classWeights(0.5f, 1.5f, 2)));
        classes(
                all,
                "softmaxCrossEntropy of all",
                (y, t) -> y.softmaxCrossEntropy(
                        t,
                        o -> o.classWeights(0.5f, 1.5f, 2).labelSmoothing(0.3f).ignoreIndex(1)));
        classes(
                all,
                "softmaxCrossEntropy, one class ignored",
                (y, t) -> y.softmaxCrossEntropy(t, o -> o.ignoreIndex(2)));
        classes(all, "crossEntropy, fused", (y, t) -> y.softmax().crossEntropy(t));
        classes(all, "crossEntropy", (y, t) -> y.softmax().times(0.9f).crossEntropy(t, o -> o.weight(2)));
        Tensor spoken = Tensor.input("x", 4, 2).dense(3);
        Tensor labels = Tensor.target("t", List.of(2), o -> o.type(ElementType.INT));
        all.add(loss("ctc", spoken, spoken.ctc(labels)));
        all.add(loss("ctc with another blank", spoken, spoken.ctc(labels, o -> o.blank(2)
                .zeroInfinity(true))));
        Tensor y = Tensor.input("x", 2).dense(3);
        Tensor t = Tensor.target("t", 3);
        all.add(new Small(
                "two losses of one",
                Network.of(y).loss(y.meanSquaredError(t)).loss(y.tanh().meanAbsoluteError(t), 0.5f),
                3,
                Options.DEFAULT));
        all.add(new Small(
                "a loss of what is no output", Network.of(y.tanh()).loss(y.meanSquaredError(t)), 3, Options.DEFAULT));
        return all;
    }

    private static void values(List<Small> all, String name, BinaryOperator<Tensor> loss) {
        Tensor y = Tensor.input("x", 2).dense(3);
        all.add(loss(name, y, loss.apply(y, Tensor.target("t", 3))));
        Tensor rows = Tensor.input("x", 2, 3).dense(2);
        all.add(loss(name + " of rows", rows, loss.apply(rows, Tensor.target("t", 2, 2))));
    }

    private static void classes(List<Small> all, String name, BinaryOperator<Tensor> loss) {
        Tensor y = Tensor.input("x", 2).dense(3);
        all.add(loss(name, y, loss.apply(y, Tensor.target("t", List.of(), o -> o.type(ElementType.INT)))));
        Tensor rows = Tensor.input("x", 2, 2).dense(3);
        all.add(loss(
                name + " of rows",
                rows,
                loss.apply(rows, Tensor.target("t", List.of(2), o -> o.type(ElementType.INT)))));
    }

    private static Small loss(String name, Tensor y, Tensor loss) {
        return new Small(name, Network.of(y).loss(loss), 4, Options.DEFAULT);
    }
}
