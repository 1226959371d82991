package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({28, 28}) Tensor image();
    @Conv2d(channels = 8, kernelSize = 3) Tensor edges(Tensor image);
//                                                            ^ what @Conv2d reads must be [n, channels, height, width], got [n, 28, 28]; one channel is an axis too: @Input({1, 28, 28})
    @Flatten Tensor flat(Tensor edges);
    @Dense(units = 10) Tensor y(Tensor flat);
}
