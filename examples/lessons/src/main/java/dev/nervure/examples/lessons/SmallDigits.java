package dev.nervure.examples.lessons;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Reads a handwritten digit with 16 hidden units. */
@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
interface SmallDigits {
    @Input({64})
    Tensor pixels();

    @Dense(units = 16, activation = Activation.RELU)
    Tensor hidden(Tensor pixels);

    @Dense(units = 10)
    Tensor logits(Tensor hidden);
}
