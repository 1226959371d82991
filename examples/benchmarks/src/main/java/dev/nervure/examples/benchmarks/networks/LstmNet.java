package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** 100 steps of 40 features through two LSTM layers of 128 units, and 10 classes from their last state. */
@NeuralNetwork
final class LstmNet implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor last = Tensor.input("x", 100, 40)
                .lstm(128, o -> o.layers(2).lastOnly(true))
                .named("r");
        return Network.of(last.dense(10).named("fc")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }
}
