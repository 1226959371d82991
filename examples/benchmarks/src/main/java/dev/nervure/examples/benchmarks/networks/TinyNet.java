package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** 4 → 16 → 16 → 3: 403 weights, so that a call costs what a call costs. */
@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
public interface TinyNet {
    @Input({4})
    Tensor x();

    @Dense(units = 16, activation = Activation.RELU)
    Tensor fc1(Tensor x);

    @Dense(units = 16, activation = Activation.RELU)
    Tensor fc2(Tensor fc1);

    @Dense(units = 3)
    Tensor fc3(Tensor fc2);
}
