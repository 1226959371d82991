package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** 50 steps of 64 features through a GRU of 256 units, and 10 classes from its last state. */
@NeuralNetwork
final class Gru256Net implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor last = Tensor.input("x", 50, 64).gru(256, o -> o.lastOnly(true)).named("r");
        return Network.of(last.dense(10).named("fc")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }
}
