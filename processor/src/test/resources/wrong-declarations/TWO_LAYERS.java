package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 10) @Relu Tensor logits(Tensor pixels);
//                                  ^ logits must have one layer annotation, because it declares one tensor; found @Dense and @Relu
}
