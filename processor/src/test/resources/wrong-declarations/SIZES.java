package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({1, 28, 28}) Tensor image();
    @Conv2d(channels = 4, kernelSize = {3, 3, 3}) Tensor a(Tensor image);
//                                     ^ kernelSize takes one number, or 2, one for each axis, got [3, 3, 3]
}
