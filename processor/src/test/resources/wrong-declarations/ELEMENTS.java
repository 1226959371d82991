package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({6}) Tensor x();
    @Not Tensor y(Tensor x);
//                       ^ @Not cannot read [n, 6], which holds floats; convert it with @Cast
}
