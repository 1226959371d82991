package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    Tensor hidden(Tensor pixels);
//         ^ hidden has no layer annotation; add one, for example @Dense(units = 10)
    @Output Tensor logits(Tensor hidden);
//                 ^ logits has no layer annotation; add one, for example @Dense(units = 10)
}
