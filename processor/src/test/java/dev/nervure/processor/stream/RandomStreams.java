package dev.nervure.processor.stream;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Tensor;
import java.util.List;
import java.util.Random;

/** Networks of random layers that a stream can compute, each of a number. */
final class RandomStreams {
    /** Layers of a network, that of its outputs left out. */
    private static final int LAYERS = 5;

    private final Random random;

    private RandomStreams(int number) {
        this.random = new Random(1_000L + number);
    }

    static Network network(int number) {
        return new RandomStreams(number).network();
    }

    private Network network() {
        Tensor x = random.nextInt(3) == 0
                ? Tensor.input("ids", List.of(StreamCases.LONGEST), o -> o.type(ElementType.INT)
                                .variable("T"))
                        .embedding(StreamCases.WORDS, StreamCases.WIDTH)
                : Tensor.input("x", List.of(StreamCases.LONGEST, StreamCases.WIDTH), o -> o.variable("T"));
        Tensor memory = random.nextBoolean() ? null : Tensor.input("memory", 1 + random.nextInt(5), StreamCases.WIDTH);
        Tensor other = null;
        for (int i = 0; i < LAYERS; i++) {
            x = layer(x, memory);
            if (other == null && random.nextInt(4) == 0) {
                other = x;
            }
        }
        Tensor y = x.dense(3, Activation.TANH).named("y");
        return other == null ? Network.of(y) : Network.of(y, other.dense(2).named("z"));
    }

    private int width(Tensor x) {
        return x.shape().axis(1).max();
    }

    /** A layer whose values stay about as large as those that it takes. */
    private Tensor layer(Tensor x, Tensor memory) {
        int width = width(x);
        int units = 2 * (2 + random.nextInt(4));
        return switch (random.nextInt(memory == null ? 13 : 14)) {
            case 0 -> x.dense(units, random.nextBoolean() ? Activation.RELU : Activation.SILU);
            case 1 -> x.gru(units, o -> o.layers(1 + random.nextInt(2)));
            case 2 -> x.lstm(units).dropout(0.2f);
            case 3 -> x.rnn(units);
            case 4 -> convolution(x, units, 1 + random.nextInt(3));
            case 5 -> x.plus(x.multiHeadAttention(2, o -> o.causal(true).rotary(width % 4 == 0)));
            case 6 -> x.layerNorm().plus(x.learnedPositions());
            case 7 -> x.rmsNorm().times(x.dense(width, Activation.SIGMOID));
            case 8 -> x.plus(x.sinusoidalPositions()).tanh();
            case 9 ->
                x.transformerEncoder(
                        1 + random.nextInt(2), 2, o -> o.causal(true).feedForward(units));
            case 10 ->
                x.repeat(
                        2,
                        "block" + random.nextInt(1_000),
                        b -> b.plus(b.gru(width).layerNorm()));
            case 11 -> pooled(x);
            case 12 -> Tensor.concat(-1, List.of(x, x.dense(2))).dense(units);
            default -> x.dense(StreamCases.WIDTH).multiHeadAttention(memory.dense(StreamCases.WIDTH), 2);
        };
    }

    private Tensor convolution(Tensor x, int channels, int stride) {
        int size = 2 + random.nextInt(3);
        int dilation = 1 + random.nextInt(2);
        return x.transpose(1, 0)
                .conv1d(channels, size, o -> o.paddingMode(PaddingMode.CAUSAL)
                        .stride(stride)
                        .dilation(dilation))
                .transpose(1, 0);
    }

    private Tensor pooled(Tensor x) {
        int size = 2 + random.nextInt(2);
        Tensor padded = x.transpose(1, 0).pad(size - 1, 0);
        Tensor pooled = random.nextBoolean()
                ? padded.maxPool1d(size, o -> o.stride(1 + random.nextInt(2)))
                : padded.avgPool1d(size);
        return pooled.transpose(1, 0);
    }
}
