package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Target(10) Tensor label();
    @MeanSquaredError Tensor loss(Tensor label, Tensor label);
//                                                     ^ variable label is already defined in method loss(dev.nervure.dsl.Tensor,dev.nervure.dsl.Tensor)
}
