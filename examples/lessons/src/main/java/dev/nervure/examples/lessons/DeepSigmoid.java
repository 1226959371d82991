package dev.nervure.examples.lessons;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Ten layers of 32 units with SIGMOID, and the first weights that are usual for it. */
@NeuralNetwork
final class DeepSigmoid implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor x = Tensor.input("pixels", 64);
        for (int i = 1; i <= 10; i++) {
            x = x.dense(32, o -> o.activation(Activation.SIGMOID).initializer(Initializer.GLOROT_UNIFORM))
                    .named("layer" + i);
        }
        return Network.of(x.dense(10).named("logits")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }
}
