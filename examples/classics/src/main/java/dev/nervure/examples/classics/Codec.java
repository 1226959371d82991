package dev.nervure.examples.classics;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Tensor;

/** The half of the autoencoder that makes images of codes: it is used with its other half, and alone. */
final class Codec {
    static final int CODE = 6;

    private Codec() {}

    /** Logits of pixels. */
    static Tensor decode(Tensor code) {
        return code.dense(64, o -> o.activation(Activation.RELU).name("decoder.hidden"))
                .dense(64, o -> o.name("decoder.logits"))
                .named("logits");
    }
}
