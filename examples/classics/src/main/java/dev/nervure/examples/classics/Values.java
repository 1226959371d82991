package dev.nervure.examples.classics;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** What each of two pushes is worth: the steps that will follow it, later ones counting less. */
@NeuralNetwork(loss = Loss.HUBER)
interface Values {
    @Input(4)
    Tensor state();

    @Dense(units = 32, activation = Activation.RELU)
    Tensor first(Tensor state);

    @Dense(units = 32, activation = Activation.RELU)
    Tensor second(Tensor first);

    @Dense(units = 2)
    Tensor values(Tensor second);
}
