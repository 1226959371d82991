package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(4) Tensor a();
    @Add(activation = Activation.RELU) Tensor sum(Tensor a, Tensor a2);
//                              ^ @Add has no attribute activation; this layer applies none; declare the activation as a layer after it, such as @Relu
    @Input(4) Tensor a2();
}
