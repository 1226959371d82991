package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
//                        ^ softmax of one value is always 1, and 'y' has one value; for two classes use SIGMOID_CROSS_ENTROPY with one logit, or have two logits
interface Net {
    @Input(64) Tensor x();
    @Dense(units = 1) Tensor y(Tensor x);
}
