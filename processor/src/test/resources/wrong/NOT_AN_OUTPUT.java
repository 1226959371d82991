package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
//^ 'pixels [n, 64]' is an input and cannot be an output
interface Net {
    @Output @Input(64) Tensor pixels();
    @Output @Dense(units = 10) Tensor logits(Tensor pixels);
}
