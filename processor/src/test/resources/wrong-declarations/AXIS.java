package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Softmax Tensor p(Tensor pixels);
    @Concat(axis = 1) Tensor both(Tensor p, Tensor pixels);
//                 ^ axis 1 does not exist in [n, 64]: a sample has 1, counted from 0, or backwards from -1
}
