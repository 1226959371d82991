package dev.nervure.processor.golden;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Tensor;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions beside PyTorch. */
@Tag("vector")
class ConvolutionGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of(
                of("conv1d", x -> x.conv1d(5, 3, o -> o.name("c"))),
                of(
                        "conv1d_dilated_padding4",
                        x -> x.conv1d(5, 3, o -> o.dilation(2).padding(4).name("c"))),
                of("conv2d", x -> x.conv2d(4, 3, o -> o.name("c"))),
                of(
                        "conv2d_same",
                        x -> x.conv2d(4, 3, o -> o.paddingMode(PaddingMode.SAME).name("c"))),
                of(
                        "conv2d_stride2_pad2_k5",
                        x -> x.conv2d(4, 5, o -> o.stride(2).padding(2).name("c"))),
                of(
                        "conv2d_same_strided",
                        x -> x.conv2d(4, 3, o -> o.stride(2)
                                .paddingMode(PaddingMode.SAME)
                                .name("c"))),
                of(
                        "conv1d_same_strided_dilated",
                        x -> x.conv1d(4, 4, o -> o.stride(3)
                                .dilation(2)
                                .paddingMode(PaddingMode.SAME)
                                .name("c"))),
                of("conv2d_dilated", x -> x.conv2d(3, 3, o -> o.dilation(2).name("c"))),
                of(
                        "conv2d_depthwise",
                        x -> x.conv2d(4, 3, o -> o.padding(1).groups(4).name("c"))),
                of("conv2d_groups2", x -> x.conv2d(6, 3, o -> o.groups(2).name("c"))),
                of("conv2d_1x1", x -> x.conv2d(3, 1, o -> o.name("c"))),
                of(
                        "conv_transpose1d",
                        x -> x.convTranspose1d(
                                4,
                                4,
                                o -> o.stride(3).padding(1).outputPadding(2).name("c"))),
                of(
                        "conv_transpose2d_groups",
                        x -> x.convTranspose2d(
                                6, 3, o -> o.dilation(2).groups(2).name("c"))),
                of(
                        "conv_transpose2d",
                        x -> x.convTranspose2d(
                                2,
                                3,
                                o -> o.stride(2).padding(1).outputPadding(1).name("c"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asPyTorch(GoldenCase golden) {
        golden.check();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void referenceAsPyTorch(GoldenCase golden) {
        golden.checkReference();
    }

    private static GoldenCase of(String name, UnaryOperator<Tensor> layer) {
        return GoldenCase.of(name, in -> Network.of(layer.apply(in.get("x"))));
    }
}
