package dev.nervure.processor.golden;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives within a network, and what training makes of them, beside PyTorch's {@code create_graph=True}. */
@Tag("vector")
class DerivativeGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of(
                of("derivative_burgers", in -> {
                    Tensor t = in.get("t");
                    Tensor x = in.get("x");
                    Tensor u = t.concat(x)
                            .dense(8, Activation.TANH)
                            .named("a")
                            .dense(8, Activation.TANH)
                            .named("b")
                            .dense(1)
                            .named("c");
                    Tensor ux = u.derivative(x);
                    return u.derivative(t)
                            .plus(u.times(ux))
                            .minus(ux.derivative(x).times(0.1f));
                }),
                of("derivative_penalty", in -> {
                    Tensor x = in.get("x");
                    Tensor critic = x.dense(6, Activation.LEAKY_RELU)
                            .named("a")
                            .dense(1)
                            .named("b");
                    return critic.derivative(x)
                            .pow(2)
                            .sum(0)
                            .plus(1e-6f)
                            .sqrt()
                            .minus(1)
                            .pow(2);
                }),
                of("derivative_convolution", in -> {
                    Tensor x = in.get("x");
                    Tensor image = x.conv2d(3, 3, o -> o.stride(2).padding(1).activation(Activation.GELU))
                            .named("a");
                    return image.flatten().dense(1).named("b").derivative(x);
                }),
                of("derivative_attention", in -> {
                    Tensor x = in.get("x");
                    Tensor mixed = x.dense(4)
                            .named("q")
                            .matmul(x.transpose())
                            .softmax()
                            .matmul(x);
                    return mixed.layerNorm().named("n").pow(2).sum(1).derivative(x);
                }));
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

    private static GoldenCase of(String name, Function<Map<String, Tensor>, Tensor> layers) {
        return GoldenCase.of(name, in -> Network.of(layers.apply(in)));
    }
}
