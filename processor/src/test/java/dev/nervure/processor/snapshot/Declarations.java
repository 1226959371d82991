package dev.nervure.processor.snapshot;

/** Networks declared by annotations, each with something of its own to show. */
final class Declarations {
    private static final String HEAD = """
            package snapshot;

            import dev.nervure.dsl.*;

            """;

    /** Small enough to be unrolled to the last multiply-add. */
    static final String XOR = HEAD + """
            @NeuralNetwork(loss = Loss.BINARY_CROSS_ENTROPY)
            public interface Xor {
                @Input({2}) Tensor bits();
                @Dense(units = 3, activation = Activation.TANH) Tensor hidden(Tensor bits);
                @Dense(units = 1, activation = Activation.SIGMOID) Tensor odd(Tensor hidden);
            }
            """;

    /** The one of the README: loops over rows. */
    static final String DIGITS = HEAD + """
            @NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
            public interface Digits {
                @Input({64}) Tensor pixels();
                @Dense(units = 64, activation = Activation.RELU) Tensor hidden(Tensor pixels);
                @Dense(units = 10) Tensor logits(Tensor hidden);
            }
            """;

    /** Two inputs, a gate, a residual, two outputs with a loss each, and calls of kernels. */
    static final String GATED = HEAD + """
            @NeuralNetwork
            public interface Gated {
                @Input({6}) Tensor context();
                @Input({200}) Tensor signal();
                @Dense(units = 200, bias = false, activation = Activation.SILU) Tensor wide(Tensor signal);
                @Dense(units = 200, activation = Activation.SIGMOID) Tensor gate(Tensor context);
                @Multiply Tensor gated(Tensor wide, Tensor gate);
                @Add Tensor mixed(Tensor gated, Tensor signal);
                @Output @Dense(units = 4) Tensor kind(Tensor mixed);
                @Output @Dense(units = 1, activation = Activation.SOFTPLUS) Tensor amount(Tensor mixed);
                @Target(value = {}, type = ElementType.INT) Tensor label();
                @Target({1}) Tensor paid();
                @SoftmaxCrossEntropy(labelSmoothing = 0.1f) Tensor kindLoss(Tensor kind, Tensor label);
                @Huber(delta = 2f, weight = 0.5f) Tensor amountLoss(Tensor amount, Tensor paid);
            }
            """;

    private Declarations() {}
}
