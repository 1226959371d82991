package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({1, 28, 28}) Tensor image();
    @Conv2d(filters = 8, kernel_size = 3, strides = 2) Tensor edges(Tensor image);
//                    ^ @Conv2d has no attribute filters; write channels = …
//                                     ^ @Conv2d has no attribute kernel_size; write kernelSize = …
//                                                  ^ @Conv2d has no attribute strides; write stride = …
    @Flatten Tensor flat(Tensor edges);
    @Dense(units = 10) Tensor y(Tensor flat);
}
