package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** A small text classifier: two encoder layers of 128 over 32 tokens, their mean, 10 classes. */
@NeuralNetwork
final class EncoderNet implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor x = Tensor.input("x", 32, 128)
                .transformerEncoder(
                        2, 4, o -> o.feedForward(512).activation(Activation.GELU).dropout(0))
                .named("enc");
        return Network.of(x.mean(0).dense(10).named("fc")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }
}
