package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor logits(Tensor pixels);
    @Target(value = 64, type = ElementType.INT) Tensor label();
    @SoftmaxCrossEntropy Tensor loss(Tensor logits, Tensor label);
//                                                         ^ @SoftmaxCrossEntropy compares a prediction [n, 10] with a target [n], got [n, 64]
}
