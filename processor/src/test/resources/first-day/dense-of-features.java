package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor x();
    @Dense(in_features = 64, out_features = 10) Tensor y(Tensor x);
//                       ^ @Dense has no attribute in_features; what it reads says that, leave it out
//                                          ^ @Dense has no attribute out_features; write units = …
}
