package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork(loss = Loss.CROSS_ENTROPY)
//                        ^ @CrossEntropy reads probabilities, and 'y' can hold any number; use SOFTMAX_CROSS_ENTROPY, which reads such logits, or add activation = SOFTMAX
interface Net {
    @Input(64) Tensor x();
    @Dense(units = 10) Tensor y(Tensor x);
}
