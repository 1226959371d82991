package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({1, 28, 28}) Tensor image();
    @Conv2d(in_channels = 1, out_channels = 8, kernelSize = 3) Tensor edges(Tensor image);
//                        ^ @Conv2d has no attribute in_channels; what it reads says that, leave it out
//                                          ^ @Conv2d has no attribute out_channels; write channels = …
    @Flatten Tensor flat(Tensor edges);
    @Dense(units = 10) Tensor y(Tensor flat);
}
