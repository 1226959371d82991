package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** A value from 30 columns of a table: 30 → 512 → 256 → 128 → 1. */
@NeuralNetwork
final class TabNet implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor x = Tensor.input("x", 30);
        int[] hidden = {512, 256, 128};
        for (int i = 0; i < hidden.length; i++) {
            x = x.dense(hidden[i], Activation.RELU).named("d" + i);
        }
        return Network.of(x.dense(1).named("d3")).loss(Loss.MEAN_SQUARED_ERROR);
    }
}
