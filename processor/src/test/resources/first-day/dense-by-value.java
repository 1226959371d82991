package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor x();
    @Dense(10) Tensor y(Tensor x);
//         ^ @Dense has no attribute value; write units = …
}
