package dev.nervure.processor.golden;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dense layers, activations and losses beside PyTorch. */
class DenseGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of(
                activation("relu", Tensor::relu),
                activation("leaky_relu_0.01", x -> x.leakyRelu(0.01f)),
                activation("elu", Tensor::elu),
                activation("selu", Tensor::selu),
                activation("sigmoid", Tensor::sigmoid),
                activation("hard_sigmoid", Tensor::hardSigmoid),
                activation("tanh", Tensor::tanh),
                activation("softmax", Tensor::softmax),
                activation("log_softmax", Tensor::logSoftmax),
                activation("softplus", Tensor::softplus),
                activation("gelu_erf", Tensor::gelu),
                activation("gelu_tanh", x -> x.gelu(true)),
                activation("silu", Tensor::silu),
                activation("mish", Tensor::mish),
                activation("hard_swish", Tensor::hardSwish),
                GoldenCase.of(
                        "dense_nobias",
                        in -> Network.of(x(in).dense(6, o -> o.bias(false).name("fc")))),
                GoldenCase.of(
                        "ffn",
                        in -> Network.of(x(in).dense(64, o -> o.name("a").activation(Activation.GELU))
                                .dense(16, o -> o.name("b")))),
                loss("mse", Loss.MEAN_SQUARED_ERROR),
                loss("mae", Loss.MEAN_ABSOLUTE_ERROR),
                loss("huber", Loss.HUBER),
                loss("bce_logits", Loss.SIGMOID_CROSS_ENTROPY),
                loss("cross_entropy", Loss.SOFTMAX_CROSS_ENTROPY),
                GoldenCase.of("loss_cross_entropy_smooth_0.1", in -> {
                    Tensor logits = fc(in, 4);
                    Tensor label = Tensor.target("label", List.of(), o -> o.type(ElementType.INT));
                    return Network.of(logits).loss(logits.softmaxCrossEntropy(label, o -> o.labelSmoothing(0.1f)));
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

    private static GoldenCase activation(String name, UnaryOperator<Tensor> function) {
        return GoldenCase.of("act_" + name, in -> Network.of(function.apply(fc(in, 11))));
    }

    private static GoldenCase loss(String name, Loss loss) {
        return GoldenCase.of("loss_" + name, in -> Network.of(fc(in, 4)).loss(loss));
    }

    private static Tensor fc(Map<String, Tensor> in, int units) {
        return x(in).dense(units, o -> o.name("fc"));
    }

    private static Tensor x(Map<String, Tensor> in) {
        return in.get("x");
    }
}
