package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;

/** The body of all-MiniLM-L6-v2: six encoder layers of 384, 10.6 million weights. */
final class MiniLm {
    static final int LAYERS = 6;
    static final int WIDTH = 384;
    static final int HEADS = 12;
    static final int HIDDEN = 1536;

    private MiniLm() {}

    static Network of(int tokens) {
        return Network.of(Tensor.input("x", tokens, WIDTH)
                .transformerEncoder(
                        LAYERS,
                        HEADS,
                        o -> o.feedForward(HIDDEN).activation(Activation.GELU).dropout(0))
                .named("enc"));
    }
}
