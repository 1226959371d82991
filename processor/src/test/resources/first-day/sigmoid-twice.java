package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor x();
    @Target(1) Tensor truth();
    @Dense(units = 1, activation = Activation.SIGMOID) Tensor y(Tensor x);
    @SigmoidCrossEntropy Tensor loss(Tensor y, Tensor truth);
//                              ^ @SigmoidCrossEntropy applies sigmoid itself, and 'y' holds probabilities already; remove their sigmoid, or use BINARY_CROSS_ENTROPY, which reads probabilities
}
