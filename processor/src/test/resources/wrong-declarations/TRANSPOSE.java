package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({2, 3}) Tensor a();
    @Transpose(axes = {0, 1}) Tensor b(Tensor a);
//                    ^ axes = [0, 1] must name each of the 2 axes of [n, 2, 3] once
}
