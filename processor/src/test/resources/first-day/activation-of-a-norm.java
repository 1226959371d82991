package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(4) Tensor a();
    @BatchNorm(activation = Activation.RELU) Tensor normal(Tensor a);
//                                    ^ @BatchNorm has no attribute activation; this layer applies none; declare the activation as a layer after it, such as @Relu
}
