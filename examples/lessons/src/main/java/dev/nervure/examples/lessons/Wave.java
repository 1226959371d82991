package dev.nervure.examples.lessons;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** A curve from one number to another, with 10 parameters. */
@NeuralNetwork(loss = Loss.MEAN_SQUARED_ERROR)
interface Wave {
    @Input({1})
    Tensor x();

    @Dense(units = 3, activation = Activation.TANH)
    Tensor hidden(Tensor x);

    @Dense(units = 1)
    Tensor y(Tensor hidden);
}
