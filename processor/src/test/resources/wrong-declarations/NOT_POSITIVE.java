package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Input({3, -1}) Tensor more();
//         ^ value must be at least 1, got -1
    @Dense(units = 0) Tensor a(Tensor pixels);
//                 ^ units must be at least 1, got 0
    @Flatten Tensor b(Tensor more);
    @Concat Tensor c(Tensor a, Tensor b);
}
