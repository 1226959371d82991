package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor x();
    @Dense(units = 32) Tensor hidden(Tensor x);
    @Dense(units = 10) Tensor y(Tensor hidden);
//                            ^ 'hidden' and 'y' are dense layers in a row without an activation between them, and compute no more than one such layer could; perhaps activation = Activation.RELU is missing
}
