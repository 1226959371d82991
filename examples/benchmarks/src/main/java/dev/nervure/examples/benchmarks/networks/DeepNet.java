package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** 64 → 256 → 256 → 256 → 256 → 10. */
@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
public interface DeepNet {
    @Input({64})
    Tensor x();

    @Dense(units = 256, activation = Activation.RELU)
    Tensor fc1(Tensor x);

    @Dense(units = 256, activation = Activation.RELU)
    Tensor fc2(Tensor fc1);

    @Dense(units = 256, activation = Activation.RELU)
    Tensor fc3(Tensor fc2);

    @Dense(units = 256, activation = Activation.RELU)
    Tensor fc4(Tensor fc3);

    @Dense(units = 10)
    Tensor fc5(Tensor fc4);
}
