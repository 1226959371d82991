package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({32, 32, 3}) Tensor image();
    @Conv2d(channels = 8, kernelSize = 3, padding = 1) Tensor edges(Tensor image);
//                                                            ^ 'edges' reads [n, 32, 32, 3] as channels, height and width; perhaps the channels were meant to be last, and should be first
    @Flatten Tensor flat(Tensor edges);
    @Dense(units = 10) Tensor y(Tensor flat);
}
