package dev.nervure.processor.golden;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arithmetic of tensors, and what changes their shape, beside PyTorch. */
@Tag("vector")
class ShapeGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of(
                of("flatten", Tensor::flatten),
                of("reshape", x -> x.reshape(4, 6)),
                of("transpose", x -> x.transpose(2, 0, 1)),
                of("slice", x -> x.slice(1, 1, 4)),
                of("pad", x -> x.pad(List.of(1, 2, 0, 1), o -> o.value(0.5f))),
                of("mean", x -> x.mean(1)),
                of("sum", x -> x.sum(0)),
                of("max", x -> x.max(1)),
                of("concat", (x, y) -> x.concat(1, y, x)),
                of("matmul", Tensor::matmul),
                of(
                        "arithmetic",
                        (x, y) -> x.plus(y).times(x.minus(y)).div(y.softplus().plus(1))),
                of("functions", x -> x.tanh()
                        .exp()
                        .concat(
                                x.sigmoid().plus(0.1f).log(),
                                x.sigmoid().plus(0.1f).sqrt(),
                                x.pow(3),
                                x.scale(-0.7f, 0.3f))));
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

    private static GoldenCase of(String name, BinaryOperator<Tensor> layer) {
        return GoldenCase.of(name, in -> Network.of(layer.apply(in.get("x"), in.get("y"))));
    }
}
