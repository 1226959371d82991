package ${package};

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Tells three kinds of iris apart. Each method declares one tensor and reads those that its parameters name. */
@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
interface Flowers {
    /** Length and width of a sepal, length and width of a petal, in centimetres. */
    @Input(4)
    Tensor sizes();

    @Dense(units = 8, activation = Activation.TANH)
    Tensor hidden(Tensor sizes);

    @Dense(units = 3)
    Tensor kinds(Tensor hidden);
}
