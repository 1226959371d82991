package dev.nervure.examples.forecast;

import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Gru;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Reads how a series changed from month to month for three years, and says how far each month of the next is above. */
@NeuralNetwork(loss = Loss.MEAN_SQUARED_ERROR)
interface NextYear {
    @Input({36, 1})
    Tensor changes();

    @Gru(units = 32, lastOnly = true)
    Tensor state(Tensor changes);

    @Dense(units = 12)
    Tensor rises(Tensor state);
}
