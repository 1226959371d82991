package dev.nervure.examples.lessons;

import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Sigmoid;
import dev.nervure.dsl.Tensor;

/** One dense layer with a sigmoid, from three values to two. */
@NeuralNetwork(loss = Loss.MEAN_SQUARED_ERROR)
interface OneLayer {
    @Input({3})
    Tensor x();

    @Dense(units = 2)
    Tensor z(Tensor x);

    @Sigmoid
    Tensor a(Tensor z);
}
