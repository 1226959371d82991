package dev.nervure.processor.golden;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Normalisation beside PyTorch. */
@Tag("vector")
class NormalisationGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of(
                of("layer_norm", x -> x.layerNorm(o -> o.name("n"))),
                of("rms_norm", x -> x.rmsNorm(o -> o.eps(1e-6f).name("n"))),
                of("group_norm", x -> x.groupNorm(2, o -> o.name("n"))),
                of("instance_norm", x -> x.instanceNorm(o -> o.affine(true).name("n"))),
                of("batch_norm1d_train", x -> x.batchNorm(o -> o.name("n"))).trained(),
                of("batch_norm2d_train", x -> x.batchNorm(o -> o.name("n"))).trained(),
                of("batch_norm2d_eval", x -> x.batchNorm(o -> o.name("n"))),
                of(
                                "batch_norm2d_relu_train",
                                x -> x.batchNorm(
                                        o -> o.activation(Activation.RELU).name("n")))
                        .trained(),
                of(
                        "layer_norm_gelu",
                        x -> x.layerNorm(o -> o.activation(Activation.GELU).name("n"))),
                of(
                        "group_norm_silu",
                        x -> x.groupNorm(2, o -> o.activation(Activation.SILU).name("n"))),
                of("standardize", x -> x.standardize(o -> o.name("n")).dense(3, o -> o.name("fc"))),
                of("standardize_channels", x -> x.standardize(o -> o.axis(0).name("n"))
                        .conv1d(4, 3, o -> o.name("c"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asPyTorch(GoldenCase golden) {
        golden.check();
    }

    /** The reference knows evaluations alone. */
    static Stream<GoldenCase> evaluations() {
        return cases().filter(golden -> !golden.training());
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void referenceAsPyTorch(GoldenCase golden) {
        golden.checkReference();
    }

    private static GoldenCase of(String name, UnaryOperator<Tensor> layer) {
        return GoldenCase.of(name, in -> Network.of(layer.apply(in.get("x"))));
    }
}
