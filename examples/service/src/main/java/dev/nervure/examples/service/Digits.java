package dev.nervure.examples.service;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Dropout;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Reads a handwritten digit: 8x8 pixels from 0 to 1 in, one logit a digit out. */
@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
interface Digits {
    @Input({64})
    Tensor pixels();

    @Dense(units = 256, activation = Activation.RELU)
    Tensor hidden(Tensor pixels);

    @Dropout(p = 0.3f)
    Tensor kept(Tensor hidden);

    @Dense(units = 10)
    Tensor logits(Tensor kept);
}
