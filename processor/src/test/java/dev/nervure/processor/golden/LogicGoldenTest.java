package dev.nervure.processor.golden;

import static dev.nervure.dsl.Comparison.GREATER;
import static dev.nervure.dsl.Comparison.GREATER_OR_EQUAL;
import static dev.nervure.dsl.Comparison.LESS;
import static dev.nervure.dsl.ElementType.FLOAT;
import static dev.nervure.dsl.ElementType.INT;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Booleans, integers, choices, tables and layers with several outputs, beside PyTorch. */
@Tag("vector")
class LogicGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of(
                of("functions_of_one", x -> x.abs().concat(x.sin(), x.cos(), x.clamp(-0.5f, 0.7f))),
                of("stop_gradient", x -> x.times(x.stopGradient())),
                of(
                        "minimum_maximum",
                        (x, y) -> x.minimum(y).times(2).plus(x.maximum(y).exp())),
                of("compare_where", (x, y) -> x.compare(GREATER, y)
                        .where(x, y.times(2))
                        .plus(x.compare(LESS, 0)
                                .and(y.compare(GREATER_OR_EQUAL, 0.1f))
                                .or(y.compare(LESS, 0.3f).not())
                                .where(x.times(y), y))),
                of("cast", x -> x.times(3)
                        .cast(INT)
                        .cast(FLOAT)
                        .times(x)
                        .plus(x.compare(GREATER, 0).cast(FLOAT))),
                of("arg_extremes", x -> x.argMax(-1)
                        .oneHot(4)
                        .times(x)
                        .plus(x.argMin(-1).oneHot(4).times(x.exp()))),
                of("category_encoding", x -> x.argMax(-1)
                        .categoryEncoding(4)
                        .times(x.sum(0))
                        .plus(x.argMin(-1).categoryEncoding(4, true))),
                of("cumsum", x -> x.cumSum(0).times(x.cumSum(1))),
                of("min_log_sum_exp", x -> x.min(1).plus(x.logSumExp(1))),
                of("constant", x -> x.times(Tensor.constant(new float[] {0.5f, -2, 3, 1.25f}, 4))),
                of("parameter", x -> x.times(Tensor.parameter("gain", 4))
                        .plus(Tensor.parameter("table", 3, 4).tanh())),
                of("split", x -> {
                    List<Tensor> parts = x.split(-1, 2, 1, 2).parts();
                    return parts.get(0).times(parts.get(2)).plus(parts.get(1));
                }),
                of("topk", x -> x.topK(3).concat(x.topK(2, -1, false))),
                of("gather", x -> x.gather(1, Tensor.constant(new int[] {3, 0, 3}, 3))),
                of("gather_elements", x -> x.gatherElements(
                                1, x.topK(2, 1, false).part(1))
                        .times(x.gatherElements(0, x.argMax(0, true)).slice(1, 0, 2))),
                of("expand", x -> x.expand(-1, 5, -1)),
                of("rotary", x -> x.rotary(1)),
                of("rotary_halves", x -> x.rotary(1, o -> o.interleaved(false).base(100))));
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

    private static GoldenCase of(String name, UnaryOperator<Tensor> layers) {
        return GoldenCase.of(name, in -> Network.of(layers.apply(in.get("x"))));
    }

    private static GoldenCase of(String name, BinaryOperator<Tensor> layers) {
        return GoldenCase.of(name, in -> Network.of(layers.apply(in.get("x"), in.get("y"))));
    }
}
