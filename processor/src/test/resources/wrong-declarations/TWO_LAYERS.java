package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 10) @Relu Tensor logits(Tensor pixels);
//                                  ^ logits is one tensor and must have one layer, found @Dense and @Relu
}
