package dev.nervure.dsl;

import static dev.nervure.dsl.ElementType.INT;
import static dev.nervure.dsl.PaddingMode.CAUSAL;
import static dev.nervure.dsl.PaddingMode.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What shape each layer gives; what each refuses is in {@link MessagesTest}. */
class ShapesTest {
    private final Tensor row = Tensor.input("row", 8);
    private final Tensor steps = Tensor.input("steps", 6, 8);
    private final Tensor words = Tensor.input("words", List.of(6, 8), o -> o.variable("T"));
    private final Tensor ids = Tensor.input("ids", List.of(6), o -> o.type(INT).variable("T"));
    private final Tensor sound = Tensor.input("sound", 4, 11);
    private final Tensor song = words.transpose().named("song");
    private final Tensor image = Tensor.input("image", 4, 9, 11);

    @Test
    void inputs() {
        gives(row, "[n, 8]");
        gives(words, "[n, T, 8]");
        gives(ids, "[n, T]");
        assertThat(ids.type().element()).isEqualTo(INT);
        gives(Tensor.input("number"), "[n]");
        gives(Tensor.target("image", 3, 4), "[n, 3, 4]");
    }

    @Test
    void dense() {
        gives(row.dense(3), "[n, 3]");
        gives(words.dense(3), "[n, T, 3]");
        gives(words.bilinear(words.dense(5), 2), "[n, T, 2]");
        gives(ids.embedding(9, 5), "[n, T, 5]");
        gives(image.feedForward(32), "[n, 4, 9, 11]");
        gives(words.gatedFeedForward(32), "[n, T, 8]");
    }

    @Test
    void activations() {
        for (Activation activation : Activation.values()) {
            gives(words.activation(activation), "[n, T, 8]");
        }
        gives(words.prelu(), "[n, T, 8]");
        gives(image.prelu(o -> o.perChannel(true)), "[n, 4, 9, 11]");
        gives(row.dropout(0.1f), "[n, 8]");
    }

    @Test
    void arithmetic() {
        gives(row.plus(1).minus(2).times(3).div(4).unaryMinus(), "[n, 8]");
        gives(row.exp().log().sqrt().pow(3), "[n, 8]");
        gives(steps.plus(row), "[n, 6, 8]");
        gives(row.minus(steps), "[n, 6, 8]");
        gives(steps.times(steps.mean(o -> o.axis(-1).keepDims(true))), "[n, 6, 8]");
        gives(words.div(words.sinusoidalPositions()), "[n, T, 8]");
        gives(steps.sinusoidalPositions().plus(steps), "[n, 6, 8]");
        gives(steps.add(row, row, steps), "[n, 6, 8]");
        gives(steps.matmul(steps.transpose()), "[n, 6, 6]");
        gives(words.matmul(words.transpose()), "[n, T, T]");
        gives(image.matmul(Tensor.input("m", 11, 2)), "[n, 4, 9, 2]");
    }

    @Test
    void reductions() {
        gives(image.mean(), "[n]");
        gives(image.sum(0), "[n, 9, 11]");
        gives(image.max(-1, 0), "[n, 9]");
        gives(words.max(0), "[n, 8]");
        gives(words.sum(o -> o.axis(0).keepDims(true)), "[n, 1, 8]");
    }

    @Test
    void moves() {
        gives(image.flatten(), "[n, 396]");
        gives(image.reshape(-1, 22), "[n, 18, 22]");
        gives(steps.reshape(48), "[n, 48]");
        gives(words.reshape(-1, 2, 4), "[n, T, 2, 4]");
        gives(image.transpose(), "[n, 11, 9, 4]");
        gives(image.transpose(1, -1, 0), "[n, 9, 11, 4]");
        gives(steps.slice(0, 2), "[n, 4, 8]");
        gives(steps.slice(-1, -3, -1), "[n, 6, 2]");
        gives(words.slice(0, 0, 1), "[n, 1, 8]");
        gives(words.slice(0, -1), "[n, 1, 8]");
        gives(words.slice(1, 2, 100), "[n, T, 6]");
        gives(image.pad(1, 2, 3, 0), "[n, 4, 12, 14]");
        gives(song.pad(2, 0), "[n, 8, T + 2]");
        gives(image.pad(List.of(0, 1), o -> o.value(-1)), "[n, 4, 9, 12]");
        gives(row.concat(row, row), "[n, 24]");
        gives(words.concat(words.dense(2)), "[n, T, 10]");
        gives(steps.concat(0, Tensor.input("more", 2, 8)), "[n, 8, 8]");
        gives(Tensor.concat(-2, List.of(steps, steps)), "[n, 12, 8]");
    }

    @Test
    void convolutions() {
        gives(sound.conv1d(5, 3), "[n, 5, 9]");
        gives(sound.conv1d(5, 3, o -> o.dilation(2).padding(4)), "[n, 5, 15]");
        gives(image.conv2d(5, 5, o -> o.stride(2).padding(2)), "[n, 5, 5, 6]");
        gives(image.conv2d(8, 3, o -> o.groups(4).paddingMode(SAME)), "[n, 8, 9, 11]");
        gives(image.conv2d(5, 3, o -> o.paddingMode(SAME).stride(2)), "[n, 5, 5, 6]");
        gives(image.conv2d(5, 1, o -> o.paddingMode(SAME).stride(4)), "[n, 5, 3, 3]");
        gives(image.conv2d(1, 1, o -> o.kernelSize(3, 1).stride(1, 2)), "[n, 1, 7, 6]");
        gives(song.conv1d(5, 3, o -> o.paddingMode(CAUSAL).dilation(4)), "[n, 5, T]");
        gives(song.conv1d(5, 4, o -> o.paddingMode(SAME)), "[n, 5, T]");
        gives(song.conv1d(5, 3, o -> o.padding(1).stride(2)), "[n, 5, ⌊(T - 1) / 2⌋ + 1]");
        gives(sound.conv1d(5, 3, o -> o.paddingMode(CAUSAL).stride(2)), "[n, 5, 6]");
    }

    @Test
    void transposedConvolutions() {
        gives(image.convTranspose2d(2, 3, o -> o.stride(2).padding(1).outputPadding(1)), "[n, 2, 18, 22]");
        gives(sound.convTranspose1d(6, 3, o -> o.groups(2)), "[n, 6, 13]");
        gives(sound.convTranspose1d(6, 2, o -> o.stride(3).paddingMode(SAME)), "[n, 6, 33]");
        gives(song.convTranspose1d(6, 4, o -> o.stride(2).paddingMode(CAUSAL)), "[n, 6, 2 T]");
        gives(
                song.convTranspose1d(6, 4, o -> o.stride(2).paddingMode(SAME))
                        .conv1d(8, 3, o -> o.stride(2).padding(1)),
                "[n, 8, T]");
    }

    @Test
    void pools() {
        gives(image.maxPool2d(2), "[n, 4, 4, 5]");
        gives(image.maxPool2d(3, o -> o.stride(2).padding(1)), "[n, 4, 5, 6]");
        gives(image.avgPool2d(1, o -> o.kernelSize(3, 1)), "[n, 4, 3, 11]");
        gives(sound.avgPool1d(3, o -> o.stride(1)), "[n, 4, 9]");
        gives(song.maxPool1d(2, o -> o.padding(1)), "[n, 8, ⌊T / 2⌋ + 1]");
        gives(image.maxPool2d(3, o -> o.stride(2).dilation(2)), "[n, 4, 3, 4]");
        gives(image.maxPool2d(2, o -> o.ceilMode(true)), "[n, 4, 5, 6]");
        gives(
                sound.avgPool1d(2, o -> o.stride(4).padding(1).ceilMode(true)),
                "[n, 4, 3]"); // the fourth would see padding alone
        gives(sound.avgPool1d(12, o -> o.ceilMode(true)), "[n, 4, 1]");
        gives(song.maxPool1d(2, o -> o.ceilMode(true)), "[n, 8, ⌊(T - 1) / 2⌋ + 1]");
        gives(image.globalAvgPool(), "[n, 4]");
        gives(song.globalAvgPool(), "[n, 8]");
        gives(image.adaptiveAvgPool2d(3, 2), "[n, 4, 3, 2]");
        gives(image.adaptiveAvgPool2d(1), "[n, 4, 1, 1]");
        gives(image.upsample(2), "[n, 4, 18, 22]");
        gives(image.upsample(2, o -> o.scaleFactor(1, 3).mode(UpsampleMode.BILINEAR)), "[n, 4, 9, 33]");
        gives(song.upsample(2).maxPool1d(2), "[n, 8, T]");
    }

    @Test
    void norms() {
        gives(words.layerNorm(), "[n, T, 8]");
        gives(words.rmsNorm(), "[n, T, 8]");
        gives(row.batchNorm(), "[n, 8]");
        gives(row.standardize(), "[n, 8]");
        gives(image.standardize(o -> o.axis(0)), "[n, 4, 9, 11]");
        gives(image.batchNorm(), "[n, 4, 9, 11]");
        gives(song.groupNorm(4), "[n, 8, T]");
        gives(song.instanceNorm(), "[n, 8, T]");
    }

    @Test
    void recurrence() {
        Tensor state = Tensor.input("state", 4, 5);
        gives(words.rnn(5), "[n, T, 5]");
        gives(words.lstm(5, o -> o.bidirectional(true).layers(2)), "[n, T, 10]");
        gives(words.gru(5, o -> o.bidirectional(true).lastOnly(true)), "[n, 10]");
        gives(words.lstm(state, state, 5, o -> o.bidirectional(true).layers(2)), "[n, T, 10]");
        gives(words.gru(row.dense(5), 5), "[n, T, 5]");
        gives(words.rnn(row.dense(5).reshape(1, 5), 5, o -> o.lastOnly(true)), "[n, 5]");
    }

    @Test
    void attention() {
        Tensor memory = Tensor.input("memory", 3, 5);
        gives(words.learnedPositions(), "[T, 8]");
        gives(words.multiHeadAttention(2, o -> o.keyValueHeads(1).causal(true).rotary(true)), "[n, T, 8]");
        gives(words.multiHeadAttention(memory, 4), "[n, T, 8]");
        gives(words.scaledDotProductAttention(words, words.dense(3)), "[n, T, 3]");
        gives(words.dense(5).scaledDotProductAttention(memory, memory), "[n, T, 5]");
        gives(words.transformerEncoder(2, 4), "[n, T, 8]");
        gives(words.transformerDecoder(memory.dense(8), 2, 4), "[n, T, 8]");
        gives(memory.dense(8).transformerDecoder(words, 2, 4), "[n, 3, 8]");
    }

    @Test
    void losses() {
        Tensor label = Tensor.target("label", List.of(), o -> o.type(INT));
        Tensor next = Tensor.target("next", List.of(6), o -> o.type(INT).variable("T"));
        gives(row.softmaxCrossEntropy(label), "[]");
        gives(words.softmaxCrossEntropy(next, o -> o.classWeights(1, 1, 1, 1, 1, 1, 1, 2)), "[]");
        gives(row.softmax().crossEntropy(label), "[]");
        gives(image.meanSquaredError(image), "[]");
        gives(words.minus(words).pow(4).meanLoss(), "[]");
    }

    /** Aligned at the last axis, sizes are equal or 1: what numpy and PyTorch say. */
    @Property
    void broadcastingIsPyTorchs(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 3) Integer> a,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 3) Integer> b) {
        List<Integer> expected = new ArrayList<>();
        for (int i = 1; i <= Math.max(a.size(), b.size()); i++) {
            int d = i > a.size() ? 1 : a.get(a.size() - i);
            int e = i > b.size() ? 1 : b.get(b.size() - i);
            if (d != e && d != 1 && e != 1) {
                expected = null;
                break;
            }
            expected.add(0, Math.max(d, e));
        }
        Shape shape = null;
        try {
            shape = Tensor.input("a", a, o -> o)
                    .plus(Tensor.input("b", b, o -> o))
                    .shape();
        } catch (NetworkException e) {
            assertThat(e.problem()).isEqualTo(Message.SHAPES_DIFFER);
        }
        assertThat(shape == null ? null : shape.sample().stream().map(Dim::max).toList())
                .isEqualTo(expected);
    }

    private static void gives(Tensor tensor, String shape) {
        assertThat(tensor.shape()).hasToString(shape);
    }
}
