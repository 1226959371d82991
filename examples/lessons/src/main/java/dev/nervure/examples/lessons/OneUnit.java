package dev.nervure.examples.lessons;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** {@code a = max(0, w1 x1 + w2 x2 + b)}. */
@NeuralNetwork(loss = Loss.MEAN_SQUARED_ERROR)
interface OneUnit {
    @Input({2})
    Tensor x();

    @Dense(units = 1, activation = Activation.RELU)
    Tensor a(Tensor x);
}
