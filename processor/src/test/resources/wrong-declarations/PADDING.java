package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Pad(padding = {1, 1, 1}) Tensor a(Tensor pixels);
//                 ^ padding must be a number before and one after for each of at most 1 axes, the last axis first, got [1, 1, 1]
}
