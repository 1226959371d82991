package dev.nervure.examples.classics;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;
import java.util.List;

/** Labels of a sound without times: which ones, in which order, not when (Graves and others 2006). */
@NeuralNetwork
final class Sounds implements NetworkDefinition {
    static final int STEPS = 24;
    static final int BANDS = 5;
    static final int LABELS = 4; // at most
    static final int CLASSES = 5; // and 0, the blank

    @Override
    public Network define() {
        Tensor sound = Tensor.input("sound", STEPS, BANDS);
        Tensor near = sound.dense(16, Activation.RELU).named("near");
        Tensor heard = near.gru(24, o -> o.bidirectional(true)).named("heard");
        Tensor logits = heard.dense(CLASSES + 1).named("logits");
        return Network.of(logits)
                .loss(logits.ctc(Tensor.target("labels", List.of(LABELS), o -> o.type(ElementType.INT))));
    }
}
