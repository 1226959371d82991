package dev.nervure.examples.lessons;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** One sigmoid; its layer has a weight of 1, so that something can be learned and there is a backward pass. */
@NeuralNetwork
interface SlopeOfSigmoid {
    @Input({1})
    Tensor z();

    @Dense(units = 1, activation = Activation.SIGMOID, bias = false)
    Tensor a(Tensor z);
}
