package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({-1, 64}) Tensor x();
//         ^ value must be a shape without the batch, which may be of any size, got [-1, 64]
    @Dense(units = 10) Tensor y(Tensor x);
}
