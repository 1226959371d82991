package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
//                        ^ @SoftmaxCrossEntropy applies softmax itself, and 'y' holds probabilities already; remove their softmax, or use CROSS_ENTROPY, which reads probabilities
interface Net {
    @Input(64) Tensor x();
    @Dense(units = 10) Tensor logits(Tensor x);
    @Softmax Tensor y(Tensor logits);
}
