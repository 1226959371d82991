package dev.nervure.processor.golden;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Embeddings, recurrence and attention beside PyTorch. */
class SequenceGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of(
                GoldenCase.of("embedding", in -> Network.of(in.get("ids").embedding(10, 6, o -> o.name("e")))),
                of("rnn_tanh", x -> x.rnn(6, o -> o.name("r"))),
                of(
                        "rnn_relu",
                        x -> x.rnn(6, o -> o.nonlinearity(Activation.RELU).name("r"))),
                of("lstm", x -> x.lstm(6, o -> o.name("r"))),
                of("gru", x -> x.gru(6, o -> o.name("r"))),
                of("lstm_2layer", x -> x.lstm(6, o -> o.layers(2).name("r"))),
                of("gru_bidirectional", x -> x.gru(6, o -> o.bidirectional(true).name("r"))),
                of("lstm_last", x -> x.lstm(6, o -> o.lastOnly(true).name("r")).dense(2, o -> o.name("fc"))),
                of("mha", x -> x.multiHeadAttention(2, o -> o.name("a"))),
                of(
                        "mha_causal",
                        x -> x.multiHeadAttention(2, o -> o.causal(true).name("a"))),
                GoldenCase.of("mha_cross", SequenceGoldenTest::cross));
    }

    private static GoldenCase of(String name, UnaryOperator<Tensor> layers) {
        return GoldenCase.of(name, in -> Network.of(layers.apply(in.get("x"))));
    }

    private static Network cross(Map<String, Tensor> in) {
        return Network.of(in.get("x").multiHeadAttention(in.get("memory"), 2, o -> o.name("a")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asPyTorch(GoldenCase golden) {
        golden.check();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theReferenceAsPyTorch(GoldenCase golden) {
        golden.checkReference();
    }
}
