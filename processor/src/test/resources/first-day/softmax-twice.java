package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
//                        ^ @SoftmaxCrossEntropy applies softmax by itself, and 'y' holds probabilities already; leave their softmax out, or take CROSS_ENTROPY, which reads probabilities
interface Net {
    @Input(64) Tensor x();
    @Dense(units = 10) Tensor logits(Tensor x);
    @Softmax Tensor y(Tensor logits);
}
