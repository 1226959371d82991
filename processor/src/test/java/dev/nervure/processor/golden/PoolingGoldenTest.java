package dev.nervure.processor.golden;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.UpsampleMode;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pooling beside PyTorch. */
@Tag("vector")
class PoolingGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of(
                of("max_pool2d", x -> x.maxPool2d(2)),
                of("max_pool2d_k3s2p1", x -> x.maxPool2d(3, o -> o.stride(2).padding(1))),
                of("avg_pool2d", x -> x.avgPool2d(2)),
                of("max_pool1d", x -> x.maxPool1d(3, o -> o.stride(2).padding(1))),
                of("avg_pool1d", x -> x.avgPool1d(3, o -> o.stride(2).padding(1))),
                of(
                        "max_pool2d_dilated",
                        x -> x.maxPool2d(3, o -> o.stride(2).padding(1).dilation(1, 2))),
                of("max_pool2d_ceil", x -> x.maxPool2d(3, o -> o.stride(2).ceilMode(true))),
                of(
                        "max_pool1d_ceil_short",
                        x -> x.maxPool1d(2, o -> o.stride(4).padding(1).ceilMode(true))),
                of(
                        "avg_pool2d_ceil",
                        x -> x.avgPool2d(3, o -> o.stride(2, 3).padding(1).ceilMode(true))),
                of(
                        "avg_pool2d_ceil_uncounted",
                        x -> x.avgPool2d(
                                3, o -> o.stride(2, 3).padding(1).ceilMode(true).countIncludePad(false))),
                of(
                        "avg_pool1d_uncounted",
                        x -> x.avgPool1d(3, o -> o.stride(2).padding(1).countIncludePad(false))),
                of("adaptive_avg_pool2d", x -> x.adaptiveAvgPool2d(3, 2)),
                of("upsample_nearest", x -> x.upsample(2)),
                of("upsample_bilinear", x -> x.upsample(3, o -> o.mode(UpsampleMode.BILINEAR))),
                of("global_avg_pool", Tensor::globalAvgPool));
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
