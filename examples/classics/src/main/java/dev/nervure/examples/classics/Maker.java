package dev.nervure.examples.classics;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Makes points of noise. It has no loss: its gradients come from the {@link Judge}. */
@NeuralNetwork
interface Maker {
    @Input(2)
    Tensor noise();

    @Dense(units = 32, activation = Activation.TANH)
    Tensor first(Tensor noise);

    @Dense(units = 32, activation = Activation.TANH)
    Tensor second(Tensor first);

    @Dense(units = 2)
    Tensor point(Tensor second);
}
