package dev.nervure.processor.small;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.UpsampleMode;
import java.util.ArrayList;
import java.util.List;

/** Convolutions, pooling and up-sampling. */
final class SmallImages {
    private SmallImages() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        convolutions(all);
        transposed(all);
        pooling(all);
        pooled(all);
        all.add(Small.layer("upsample 1d", x -> x.upsample(2), 2, 3));
        all.add(Small.layer("upsample nearest", x -> x.upsample(2, o -> o.scaleFactor(3, 2)), 2, 2, 3));
        all.add(Small.layer(
                "upsample bilinear",
                x -> x.upsample(2, o -> o.scaleFactor(3, 2).mode(UpsampleMode.BILINEAR)),
                2,
                2,
                3));
        all.add(Small.layer(
                "upsample bilinear of one", x -> x.upsample(2, o -> o.mode(UpsampleMode.BILINEAR)), 1, 1, 2));
        return all;
    }

    private static void convolutions(List<Small> all) {
        all.addAll(Small.layer("conv1d", x -> x.conv1d(3, 2), 2, 5).eachWay());
        all.add(Small.layer("conv1d causal", x -> x.conv1d(2, 3, o -> o.paddingMode(PaddingMode.CAUSAL)), 2, 4));
        all.add(Small.layer(
                "conv1d of everything",
                x -> x.conv1d(4, 3, o -> o.groups(2).stride(2).dilation(2).padding(2)),
                2,
                7));
        all.addAll(Small.layer("conv2d", x -> x.conv2d(3, 2), 2, 3, 4).eachWay());
        all.add(Small.layer("conv2d of one place", x -> x.conv2d(3, 1), 2, 2, 3));
        all.add(Small.layer("conv2d same", x -> x.conv2d(2, 3, o -> o.paddingMode(PaddingMode.SAME)), 2, 3, 4));
        all.add(Small.layer(
                "conv2d same, strided", x -> x.conv2d(2, 3, o -> o.stride(2).paddingMode(PaddingMode.SAME)), 2, 4, 5));
        all.add(Small.layer("conv2d same, even", x -> x.conv2d(2, 2, o -> o.paddingMode(PaddingMode.SAME)), 1, 3, 3));
        all.add(Small.layer("conv2d without bias", x -> x.conv2d(2, 2, o -> o.bias(false)), 1, 3, 3));
        all.add(Small.layer(
                "conv2d strides", x -> x.conv2d(2, 2, o -> o.stride(2, 1).padding(1, 0)), 2, 4, 3));
        all.add(Small.layer(
                "conv2d dilation", x -> x.conv2d(2, 2, o -> o.dilation(1, 2).padding(0, 1)), 2, 3, 4));
        all.add(Small.layer("conv2d depthwise", x -> x.conv2d(3, 2, o -> o.groups(3)), 3, 3, 3));
        all.add(Small.layer("conv2d groups", x -> x.conv2d(4, 2, o -> o.groups(2)), 4, 3, 3));
        all.add(Small.layer("conv2d of a frame", x -> x.conv2d(2, 3, o -> o.padding(3)), 1, 2, 2));
        all.add(Small.of("conv2d of an input", Tensor.input("x", 2, 3, 3).conv2d(2, 2)));
        for (Activation f :
                List.of(Activation.RELU, Activation.TANH, Activation.SIGMOID, Activation.GELU, Activation.SILU)) {
            all.add(Small.layer("conv2d " + f, x -> x.conv2d(2, 2, o -> o.activation(f)), 2, 3, 3));
        }
        all.add(Small.layer(
                "conv2d and a sum",
                x -> x.conv2d(2, 3, o -> o.padding(1)).plus(x).relu(),
                2,
                3,
                3));
        all.add(Small.layer(
                "conv2d and batchNorm",
                x -> x.conv2d(2, 2).batchNorm(o -> o.eps(0.1f)).relu(),
                2,
                3,
                3));
        all.add(Small.layer(
                "conv2d and average",
                x -> x.conv2d(2, 2, o -> o.activation(Activation.RELU)).globalAvgPool(),
                2,
                3,
                3));
    }

    private static void transposed(List<Small> all) {
        all.add(Small.layer("convTranspose1d", x -> x.convTranspose1d(3, 2), 2, 3));
        all.add(Small.layer(
                "convTranspose1d of everything",
                x -> x.convTranspose1d(
                        4, 3, o -> o.groups(2).stride(3).dilation(2).padding(2).outputPadding(1)),
                2,
                3));
        all.add(Small.layer(
                "convTranspose1d causal",
                x -> x.convTranspose1d(2, 3, o -> o.stride(2).paddingMode(PaddingMode.CAUSAL)),
                2,
                3));
        all.add(Small.layer("convTranspose2d", x -> x.convTranspose2d(3, 2, o -> o.stride(2, 1)), 2, 2, 3));
        all.add(Small.layer(
                "convTranspose2d same",
                x -> x.convTranspose2d(2, 3, o -> o.stride(2).paddingMode(PaddingMode.SAME)),
                2,
                2,
                2));
        all.add(Small.layer(
                "convTranspose2d same, shorter than its stride",
                x -> x.convTranspose2d(2, 1, o -> o.stride(2).paddingMode(PaddingMode.SAME)),
                1,
                2,
                2));
        all.add(Small.layer("convTranspose2d without bias", x -> x.convTranspose2d(2, 2, o -> o.bias(false)), 1, 2, 2));
        all.add(Small.layer(
                "convTranspose2d relu", x -> x.convTranspose2d(2, 2, o -> o.activation(Activation.RELU)), 2, 2, 2));
    }

    private static void pooling(List<Small> all) {
        all.add(Small.layer("maxPool1d", x -> x.maxPool1d(2), 2, 5));
        all.add(Small.layer(
                "maxPool1d padded", x -> x.maxPool1d(3, o -> o.stride(1).padding(1)), 2, 4));
        all.add(Small.layer("maxPool2d", x -> x.maxPool2d(2), 2, 4, 4));
        all.add(Small.layer("maxPool2d of odd", x -> x.maxPool2d(2), 1, 5, 3));
        all.add(Small.layer(
                "maxPool2d overlapping", x -> x.maxPool2d(3, o -> o.stride(2, 1).padding(1)), 2, 4, 3));
        all.add(Small.layer(
                "maxPool2d of a line",
                x -> x.maxPool2d(2, o -> o.kernelSize(1, 3).stride(1)),
                1,
                2,
                4));
        all.add(Small.layer(
                "maxPool1d dilated", x -> x.maxPool1d(2, o -> o.stride(1).dilation(2)), 2, 6));
        all.add(Small.layer(
                "maxPool2d dilated, padded",
                x -> x.maxPool2d(3, o -> o.stride(1).dilation(1, 2).padding(1)),
                1,
                4,
                5));
        all.add(Small.layer("maxPool2d rounded up", x -> x.maxPool2d(2, o -> o.ceilMode(true)), 1, 5, 3));
        all.add(Small.layer("avgPool1d rounded up", x -> x.avgPool1d(2, o -> o.ceilMode(true)), 2, 5));
        all.add(Small.layer(
                "avgPool2d padded, rounded up",
                x -> x.avgPool2d(3, o -> o.stride(2).padding(1).ceilMode(true)),
                1,
                4,
                6));
        all.add(Small.layer(
                "avgPool2d without padding",
                x -> x.avgPool2d(3, o -> o.stride(1, 2).padding(1).countIncludePad(false)),
                1,
                4,
                3));
        all.add(Small.layer("avgPool1d", x -> x.avgPool1d(2), 2, 5));
        all.add(Small.layer(
                "avgPool1d padded", x -> x.avgPool1d(3, o -> o.stride(2).padding(1)), 2, 5));
        all.add(Small.layer("avgPool2d", x -> x.avgPool2d(2), 2, 4, 4));
        all.add(Small.layer(
                "avgPool2d overlapping", x -> x.avgPool2d(3, o -> o.stride(1, 2).padding(1)), 2, 3, 4));
        all.add(Small.layer("adaptiveAvgPool2d", x -> x.adaptiveAvgPool2d(2, 3), 2, 3, 5));
        all.add(Small.layer("adaptiveAvgPool2d to more", x -> x.adaptiveAvgPool2d(3), 1, 2, 2));
    }

    /** Maxima together with the convolution before them: of windows of two by two. */
    private static void pooled(List<Small> all) {
        for (Activation f : List.of(Activation.IDENTITY, Activation.RELU, Activation.TANH)) {
            all.add(Small.layer(
                            "conv2d " + f + " and maxima",
                            x -> x.conv2d(2, 3, o -> o.padding(1).activation(f)).maxPool2d(2),
                            1,
                            2,
                            4)
                    .samples(2));
        }
        all.add(Small.layer(
                        "conv2d and maxima of odd sizes", x -> x.conv2d(1, 2).maxPool2d(2), 1, 4, 6)
                .samples(2));
        all.add(Small.layer(
                        "maxima of what is read again",
                        x -> {
                            Tensor z = x.conv2d(2, 3, o -> o.padding(1).activation(Activation.RELU));
                            return z.maxPool2d(2).plus(z.avgPool2d(2));
                        },
                        1,
                        2,
                        4)
                .samples(2));
    }
}
