package dev.nervure.processor.golden;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dense layers, activations and losses beside PyTorch. */
@Tag("vector")
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
                of("identity", x -> x.dense(3, o -> o.name("fc")).identity()),
                of("prelu", x -> x.prelu(o -> o.name("p"))),
                of("prelu_channels", x -> x.prelu(o -> o.perChannel(true).name("p"))),
                GoldenCase.of("bilinear", in -> Network.of(x(in).bilinear(in.get("y"), 3, o -> o.name("b")))),
                GoldenCase.of("drawn_eval", DenseGoldenTest::drawn),
                of("dropout_eval", x -> x.dropout(0.5f).dense(3, o -> o.name("fc"))),
                of(
                        "feed_forward",
                        x -> x.feedForward(9, o -> o.activation(Activation.GELU).name("f"))),
                of("swiglu", x -> x.gatedFeedForward(9, o -> o.name("f"))),
                of(
                        "geglu",
                        x -> x.gatedFeedForward(
                                9, o -> o.activation(Activation.GELU).name("f"))),
                loss("mse", Loss.MEAN_SQUARED_ERROR),
                loss("mae", Loss.MEAN_ABSOLUTE_ERROR),
                loss("huber", Loss.HUBER),
                loss("bce_logits", Loss.SIGMOID_CROSS_ENTROPY),
                loss("cross_entropy", Loss.SOFTMAX_CROSS_ENTROPY),
                classes("cross_entropy_smooth_0.1", 4, (y, t) -> y.softmaxCrossEntropy(t, o -> o.labelSmoothing(0.1f))),
                classes(
                        "cross_entropy_class_weights",
                        3,
                        (y, t) -> y.softmaxCrossEntropy(
                                t, o -> o.classWeights(0.5f, 2, 1.5f).labelSmoothing(0.2f))),
                classes("cross_entropy_ignore_index", 3, (y, t) -> y.softmaxCrossEntropy(t, o -> o.ignoreIndex(0))),
                GoldenCase.of(
                        "loss_softmax_then_cross_entropy",
                        in -> Network.of(fc(in, 3).softmax()).loss(Loss.CROSS_ENTROPY)),
                GoldenCase.of(
                        "loss_sigmoid_then_binary_cross_entropy",
                        in -> Network.of(fc(in, 3).sigmoid()).loss(Loss.BINARY_CROSS_ENTROPY)),
                GoldenCase.of("loss_ctc", in -> {
                    Tensor logits = fc(in, 3);
                    Tensor labels = Tensor.target("labels", List.of(3), o -> o.type(ElementType.INT));
                    return Network.of(logits).loss(logits.ctc(labels));
                }),
                GoldenCase.of("loss_composed", in -> {
                    Tensor y = fc(in, 3);
                    return Network.of(y)
                            .loss(y.minus(Tensor.target("target", 3)).pow(4).meanLoss());
                }));
    }

    private static Network drawn(Map<String, Tensor> in) {
        Tensor x = in.get("x");
        Tensor size = in.get("y").softplus();
        return Network.of(x.normal(size).concat(x.uniform(x.plus(size))));
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

    private static GoldenCase classes(String name, int count, BinaryOperator<Tensor> loss) {
        return GoldenCase.of("loss_" + name, in -> {
            Tensor logits = fc(in, count);
            Tensor label = Tensor.target("label", List.of(), o -> o.type(ElementType.INT));
            return Network.of(logits).loss(loss.apply(logits, label));
        });
    }

    private static GoldenCase of(String name, UnaryOperator<Tensor> layers) {
        return GoldenCase.of(name, in -> Network.of(layers.apply(x(in))));
    }

    private static Tensor fc(Map<String, Tensor> in, int units) {
        return x(in).dense(units, o -> o.name("fc"));
    }

    private static Tensor x(Map<String, Tensor> in) {
        return in.get("x");
    }
}
