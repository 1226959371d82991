package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** 784 → 128 → 10: one matrix that a sample reads once. */
@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
public interface MlpNet {
    @Input({784})
    Tensor x();

    @Dense(units = 128, activation = Activation.RELU)
    Tensor fc1(Tensor x);

    @Dense(units = 10)
    Tensor fc2(Tensor fc1);
}
