package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({1, 4, 4}) Tensor image();
    @Conv2d(channels = 4, kernelSize = 5) Tensor a(Tensor image);
//                                     ^ the kernel covers 5 places, more than the 4 of axis 1 of [n, 1, 4, 4] with its padding
}
