package dev.nervure.examples.classics;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Tells real points from made ones. */
@NeuralNetwork(loss = Loss.SIGMOID_CROSS_ENTROPY)
interface Judge {
    @Input(2)
    Tensor point();

    @Dense(units = 32, activation = Activation.SILU)
    Tensor first(Tensor point);

    @Dense(units = 32, activation = Activation.SILU)
    Tensor second(Tensor first);

    @Dense(units = 1)
    Tensor real(Tensor second);
}
