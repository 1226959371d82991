package dev.nervure.examples.stream;

import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Gru;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** After each reading of an electrocardiogram, the logit of a beat having just begun. */
@NeuralNetwork(loss = Loss.SIGMOID_CROSS_ENTROPY, stream = true)
interface Heart {
    /** In millivolts. The longest is that of training; a stream goes on for ever. */
    @Input(
            value = {Train.LENGTH, 1},
            variable = "T")
    Tensor readings();

    @Gru(units = 24)
    Tensor state(Tensor readings);

    @Dense(units = 1)
    Tensor beat(Tensor state);
}
