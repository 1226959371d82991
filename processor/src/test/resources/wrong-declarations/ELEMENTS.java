package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({6}) Tensor x();
    @Not Tensor y(Tensor x);
//                       ^ @Not does not read [n, 6], since it holds floats; @Cast makes other values of them
}
