package dev.nervure.examples.lessons;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Reads digits through two hidden layers with RELU. */
@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
interface DigitsRelu {
    @Input({64})
    Tensor pixels();

    @Dense(units = 64, activation = Activation.RELU)
    Tensor first(Tensor pixels);

    @Dense(units = 64, activation = Activation.RELU)
    Tensor second(Tensor first);

    @Dense(units = 10)
    Tensor logits(Tensor second);
}
