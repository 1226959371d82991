package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    Tensor hidden(Tensor pixels);
//         ^ hidden says no layer; annotate it, for example with @Dense(units = 10)
    @Output Tensor logits(Tensor hidden);
//                 ^ logits says no layer; annotate it, for example with @Dense(units = 10)
}
