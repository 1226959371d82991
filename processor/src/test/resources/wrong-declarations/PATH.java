package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 64, name = "a..b") Tensor a(Tensor pixels);
//                            ^ name = "a..b" is not a dotted path such as encoder.fc1
    @Dense(units = 64, name = "fully connected") Tensor b(Tensor pixels);
//                            ^ name = "fully connected" is not a dotted path such as encoder.fc1
    @Add Tensor sum(Tensor a, Tensor b);
}
