package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({28, 28, 1}) Tensor image();
    @Conv2d(channels = 8, kernelSize = 3) Tensor edges(Tensor image);
//                                     ^ the kernel covers 3 places, more than the 1 of axis 2 of [n, 28, 28, 1] with its padding; channels come first here, then height and width
    @Flatten Tensor flat(Tensor edges);
    @Dense(units = 10) Tensor y(Tensor flat);
}
