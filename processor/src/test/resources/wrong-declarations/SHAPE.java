package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({}) Tensor number();
    @Dense(units = 10) Tensor logits(Tensor number);
//                                          ^ what @Dense reads must be of at least 1 axis a sample, got [n]
}
