package dev.nervure.processor.golden;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Embeddings, recurrence and attention beside PyTorch. */
@Tag("vector")
class SequenceGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of(
                GoldenCase.of("embedding", in -> Network.of(in.get("ids").embedding(10, 6, o -> o.name("e")))),
                of("embedding_padding", SequenceGoldenTest::padded),
                of("rnn_tanh", x -> x.rnn(6, o -> o.name("r"))),
                of(
                        "rnn_relu",
                        x -> x.rnn(6, o -> o.nonlinearity(Activation.RELU).name("r"))),
                of("lstm", x -> x.lstm(6, o -> o.name("r"))),
                of("gru", x -> x.gru(6, o -> o.name("r"))),
                of("lstm_2layer", x -> x.lstm(6, o -> o.layers(2).name("r"))),
                of(
                        "lstm_dropout_eval",
                        x -> x.lstm(6, o -> o.layers(2)
                                .bidirectional(true)
                                .dropout(0.4f)
                                .name("r"))),
                of("gru_bidirectional", x -> x.gru(6, o -> o.bidirectional(true).name("r"))),
                of("lstm_last", x -> x.lstm(6, o -> o.lastOnly(true).name("r")).dense(2, o -> o.name("fc"))),
                of("mha", x -> x.multiHeadAttention(2, o -> o.name("a"))),
                of(
                        "mha_causal",
                        x -> x.multiHeadAttention(2, o -> o.causal(true).name("a"))),
                of(
                        "mha_window",
                        x -> x.multiHeadAttention(
                                2, o -> o.causal(true).window(3).name("a"))),
                GoldenCase.of("mha_cross", SequenceGoldenTest::cross),
                with(
                        "mha_padding",
                        (x, in) -> x.multiHeadAttention(2, o -> o.mask(seen(in)).name("a"))),
                with(
                        "mha_bias_of_heads",
                        (x, in) -> x.multiHeadAttention(
                                2, o -> o.mask(in.get("b")).causal(true).name("a"))),
                with(
                        "mha_cross_padding",
                        (x, in) -> x.multiHeadAttention(
                                in.get("y"), 2, o -> o.mask(seen(in)).name("a"))),
                with(
                        "scaled_dot_product_attention_bias",
                        (x, in) -> x.scaledDotProductAttention(in.get("y"), in.get("z"), o -> o.mask(in.get("b")))),
                of(
                        "transformer_encoder_bias",
                        x -> x.transformerEncoder(2, 2, o -> o.feedForward(12)
                                .dropout(0)
                                .mask(Tensor.parameter("bias", 5, 5))
                                .name("t"))),
                with(
                        "transformer_decoder_padding",
                        (x, in) -> x.transformerDecoder(in.get("y"), seen(in), 2, 2, o -> o.feedForward(12)
                                .causal(true)
                                .dropout(0)
                                .name("t"))),
                of(
                        "mha_rotary_grouped_causal",
                        x -> x.multiHeadAttention(4, o -> o.keyValueHeads(2)
                                .rotary(true)
                                .rotaryBase(100)
                                .causal(true)
                                .name("a"))),
                GoldenCase.of(
                        "scaled_dot_product_attention",
                        in -> Network.of(in.get("x").scaledDotProductAttention(in.get("y"), in.get("z")))),
                of("scaled_dot_product_attention_causal", x -> x.scaledDotProductAttention(x, x, o -> o.causal(true))),
                of("sinusoidal_positions", x -> x.plus(x.sinusoidalPositions())),
                encoder("post_norm", false, Activation.RELU),
                encoder("pre_norm", true, Activation.GELU),
                of("transformer_encoder_pre_norm", SequenceGoldenTest::repeated),
                decoder("post_norm", false, Activation.RELU),
                decoder("pre_norm", true, Activation.GELU),
                of("encoder_block_post_norm", SequenceGoldenTest::postNorm),
                of("encoder_block_pre_norm", x -> preNorm(x, "b.", false, 16, Activation.RELU)),
                GoldenCase.of("tiny_gpt_tied", SequenceGoldenTest::tinyGpt));
    }

    /** Ids as PyTorch's arg-max of what is read; what it reads itself is of no consequence. */
    private static Tensor padded(Tensor x) {
        return x.argMax(-1).embedding(4, 6, o -> o.paddingIndex(2).name("e")).plus(x.dense(6, o -> o.bias(false)
                .name("fc")));
    }

    private static GoldenCase of(String name, UnaryOperator<Tensor> layers) {
        return GoldenCase.of(name, in -> Network.of(layers.apply(in.get("x"))));
    }

    private static GoldenCase with(String name, BiFunction<Tensor, Map<String, Tensor>, Tensor> layers) {
        return GoldenCase.of(name, in -> Network.of(layers.apply(in.get("x"), in)));
    }

    /** Places with more than the mean. PyTorch's modules are told of the others. */
    private static Tensor seen(Map<String, Tensor> in) {
        return in.get("m").compare(Comparison.GREATER, in.get("m").mean(0));
    }

    private static GoldenCase encoder(String name, boolean normFirst, Activation activation) {
        return of(
                "transformer_encoder_" + name,
                x -> x.transformerEncoder(3, 2, o -> o.feedForward(12)
                        .normFirst(normFirst)
                        .activation(activation)
                        .causal(true)
                        .dropout(0)
                        .name("t")));
    }

    /** The encoder again, in its parts. */
    private static Tensor repeated(Tensor x) {
        return x.repeat(3, "t.layers", y -> preNorm(y, "", true, 12, Activation.GELU));
    }

    private static GoldenCase decoder(String name, boolean normFirst, Activation activation) {
        return GoldenCase.of(
                "transformer_decoder_" + name,
                in -> Network.of(in.get("x").transformerDecoder(in.get("y"), 2, 2, o -> o.feedForward(12)
                        .normFirst(normFirst)
                        .activation(activation)
                        .dropout(0)
                        .name("t"))));
    }

    private static Network cross(Map<String, Tensor> in) {
        return Network.of(in.get("x").multiHeadAttention(in.get("memory"), 2, o -> o.name("a")));
    }

    private static Tensor postNorm(Tensor x) {
        Tensor attended = norm(x.plus(attention(x, "b.", false)), "b.norm1");
        return norm(attended.plus(feedForward(attended, "b.", 16, Activation.GELU)), "b.norm2");
    }

    private static Tensor preNorm(Tensor x, String path, boolean causal, int hidden, Activation activation) {
        Tensor attended = x.plus(attention(norm(x, path + "norm1"), path, causal));
        return attended.plus(feedForward(norm(attended, path + "norm2"), path, hidden, activation));
    }

    private static Tensor attention(Tensor x, String path, boolean causal) {
        return x.multiHeadAttention(2, o -> o.causal(causal).name(path + "self_attn"));
    }

    private static Tensor feedForward(Tensor x, String path, int hidden, Activation activation) {
        return x.dense(hidden, o -> o.activation(activation).name(path + "linear1"))
                .dense(8, o -> o.name(path + "linear2"));
    }

    private static Tensor norm(Tensor x, String name) {
        return x.layerNorm(o -> o.name(name));
    }

    /** Words and positions, one causal block, and logits through the vectors of the words. */
    private static Network tinyGpt(Map<String, Tensor> in) {
        Tensor words = in.get("ids").embedding(11, 8, o -> o.name("tok"));
        Tensor x = words.plus(words.learnedPositions(o -> o.name("pos")));
        Tensor last = norm(preNorm(x, "b.", true, 32, Activation.GELU), "ln");
        return Network.of(last.dense(11, o -> o.bias(false).name("tok"))).loss(Loss.SOFTMAX_CROSS_ENTROPY);
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
