package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Gru;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** 64 steps of 8 features through a recurrent layer of 32 units, and a value from its last state. */
@NeuralNetwork(loss = Loss.MEAN_SQUARED_ERROR)
public interface GruNet {
    @Input({64, 8})
    Tensor x();

    @Gru(units = 32, lastOnly = true)
    Tensor gru(Tensor x);

    @Dense(units = 1)
    Tensor fc(Tensor gru);
}
