package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({1, 28, 28}) Tensor image();
    @Conv2d(channels = 8, kernelSize = 3, activation = Activation.RELU) Tensor edges(Tensor image);
    @Dense(units = 10) Tensor y(Tensor edges);
//                            ^ @Dense reads the last axis only, so 'y' is computed for each row of [n, 8, 26, 26]; perhaps @Flatten Tensor flat(Tensor edges) is missing before it
}
