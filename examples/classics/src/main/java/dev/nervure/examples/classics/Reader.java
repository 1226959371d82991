package dev.nervure.examples.classics;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Reads digits. */
@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
interface Reader {
    @Input(64)
    Tensor pixels();

    @Dense(units = 32, activation = Activation.RELU)
    Tensor hidden(Tensor pixels);

    @Dense(units = 10)
    Tensor logits(Tensor hidden);
}
