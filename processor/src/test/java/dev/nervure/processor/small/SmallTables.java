package dev.nervure.processor.small;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.UpsampleMode;
import dev.nervure.processor.plan.Options;
import java.util.ArrayList;
import java.util.List;

/** Layers that read tensors without a batch, alone and beside those of the batch. */
final class SmallTables {
    private SmallTables() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        images(all);
        norms(all);
        sequences(all);
        attention(all);
        others(all);
        losses(all);
        return all;
    }

    /** Random numbers: a table of zeros would hide what is done to it. */
    private static Tensor table(String name, int... shape) {
        int[] sizes = shape;
        List<Integer> value = new ArrayList<>();
        for (int size : sizes) {
            value.add(size);
        }
        return Tensor.parameter(
                name, value, o -> o.initializer(Initializer.NORMAL).constant(0.5f));
    }

    /** A sum over all that a layer gives, times the batch: what is the same for every sample is no output. */
    private static Small of(String name, Tensor... results) {
        Tensor y = Small.input(2);
        for (Tensor result : results) {
            y = y.plus(result.flatten().sum());
        }
        return Small.of("table: " + name, y.tanh());
    }

    private static void images(List<Small> all) {
        Tensor image = table("image", 2, 5, 4);
        Tensor row = table("row", 2, 6);
        all.addAll(of("convolution", image.conv2d(3, 3, o -> o.padding(1).activation(Activation.TANH)))
                .eachWay());
        all.add(of("convolution read twice", image.conv2d(2, 1).plus(image)));
        all.add(of(
                "convolutions along one axis",
                row.conv1d(3, 2),
                row.conv1d(2, 3, o -> o.paddingMode(PaddingMode.CAUSAL))));
        all.add(of("transposed convolution", row.convTranspose1d(2, 3, o -> o.stride(2)), image.convTranspose2d(1, 2)));
        all.add(of("max pooling", row.maxPool1d(2), image.maxPool2d(2, o -> o.stride(1)
                .padding(1))));
        all.add(of("halves", table("large", 1, 16, 16).maxPool2d(2)));
        all.add(of("mean pooling", row.avgPool1d(3, o -> o.padding(1)), image.adaptiveAvgPool2d(2, 3)));
        all.add(of("mean of channels", image.globalAvgPool()));
        all.add(of("up-sampling", row.upsample(2), image.upsample(2, o -> o.mode(UpsampleMode.BILINEAR))));
        all.add(of("margins", image.pad(List.of(1, 0, 0, 2), o -> o.value(0.3f)), row.pad(0, 1)));
        all.add(of(
                "a block of convolutions",
                table("wide", 2, 5, 5)
                        .conv2d(4, 3, o -> o.padding(1).bias(false))
                        .batchNorm(o -> o.eps(0.1f))
                        .gelu()
                        .globalAvgPool()));
    }

    private static void norms(List<Small> all) {
        Tensor image = table("image", 4, 3, 2);
        all.add(of("batch norm", image.batchNorm(o -> o.eps(0.1f))));
        all.add(of("group norm", image.groupNorm(2, o -> o.eps(0.1f))));
        all.add(of("instance norm", image.instanceNorm(o -> o.eps(0.1f))));
        all.add(of("dropout in an evaluation", image.dropout(0.5f)));
        all.add(of("slopes of channels", image.prelu(o -> o.perChannel(true).init(-0.3f)), image.prelu()));
    }

    private static void sequences(List<Small> all) {
        Tensor table = table("steps", 3, 4);
        all.add(of("rnn", table.rnn(2, o -> o.bidirectional(true)), table.rnn(3, o -> o.lastOnly(true))));
        Tensor lstm = table.lstm(2, o -> o.layers(2));
        all.add(of("lstm", lstm, lstm.part(1), lstm.part(2)));
        all.add(of(
                "first states of a table", table.gru(table("h", 2), 2), table.lstm(table("c", 2), table("d", 2), 2)));
        Tensor x = Small.input(3, 4);
        all.add(Small.of("table: learned first states", x.gru(table("h", 2), 2)));
        all.add(Small.of(
                "table: learned first states of all layers",
                x.lstm(table("h", 4, 2), table("c", 4, 2), 2, o -> o.layers(2).bidirectional(true))));
        all.add(of("rotation", table.rotary(2), table.rotary(1, o -> o.interleaved(false))));
        all.add(of("positions of a table", table.plus(table.learnedPositions()).plus(table.sinusoidalPositions())));
    }

    private static void attention(List<Small> all) {
        Tensor latent = table("latent", 2, 4);
        Tensor x = Small.input(3, 4);
        all.add(of("attention", latent.multiHeadAttention(2, o -> o.rotary(true).causal(true))));
        all.add(Small.of("table: queries that are learned", latent.multiHeadAttention(x, 2)));
        all.add(Small.of(
                "table: a memory that is learned",
                x.multiHeadAttention(latent, 2, o -> o.parts("q", "k", "v", "o").keyValueHeads(1))));
        all.add(of("attention of tables", latent.scaledDotProductAttention(latent, latent.tanh())));
        all.add(Small.of(
                "table: each of three learned",
                latent.scaledDotProductAttention(x, x.tanh()),
                x.scaledDotProductAttention(latent, latent.tanh()),
                x.scaledDotProductAttention(x, table("values", 3, 2))));
        all.add(Small.of(
                "table: an encoder", x.plus(table("more", 3, 4).transformerEncoder(2, 2, o -> o.feedForward(3)))));
        all.add(Small.of(
                "table: a decoder of learned queries",
                latent.plus(x.mean(o -> o.axis(0).keepDims(true)).times(0))
                        .transformerDecoder(x, 1, 2, o -> o.feedForward(3))));
    }

    private static void others(List<Small> all) {
        Tensor x = Small.input(3);
        all.add(of("products of pairs", table("a", 2, 3).bilinear(table("b", 2, 2), 2)));
        all.add(Small.of(
                "table: products of pairs, one learned",
                x.bilinear(table("b", 2), 2),
                table("c", 2).bilinear(x, 2)));
        all.add(Small.of("table: a class token", table("cls", 1, 3).concat(0, Small.input("steps", 2, 3))));
        all.add(Small.of("table: both ends", Small.input("steps", 2, 3).concat(1, table("l", 2, 1), table("r", 2, 2))));
        all.add(Small.of("table: a block of a table", x.plus(table("t", 3).repeat(2, "block", t -> t.dense(3)
                .tanh()))));
    }

    private static void losses(List<Small> all) {
        Tensor x = Small.input(3);
        Tensor table = table("table", 3);
        all.add(new Small(
                "table: a penalty",
                Network.of(x.plus(table))
                        .loss(x.pow(2).meanLoss())
                        .loss(table.pow(2).meanLoss(o -> o.weight(0.1f))),
                3,
                Options.DEFAULT));
        all.add(new Small(
                "table: a loss between tables",
                Network.of(x.plus(table))
                        .loss(table.meanSquaredError(Tensor.constant(new float[] {1, 2, 3}, 3)))
                        .loss(table.softmaxCrossEntropy(Tensor.constant(new int[] {1}))),
                3,
                Options.DEFAULT));
        all.add(new Small(
                "table: a learned mean",
                Network.of(x.plus(table))
                        .loss(table.huber(Tensor.target("t", 3)))
                        .loss(x.meanSquaredError(Tensor.constant(new float[] {0.5f}, 3)))
                        .loss(table.softmax()
                                .crossEntropy(Tensor.target(
                                        "label", List.of(), o -> o.type(dev.nervure.dsl.ElementType.INT)))),
                3,
                Options.DEFAULT));
    }
}
