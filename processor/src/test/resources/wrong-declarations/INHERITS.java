package wrong;

import dev.nervure.dsl.*;

interface Pixels {
    @Input(64) Tensor pixels();
}

@NeuralNetwork
interface Net extends Pixels {
//^ Net extends wrong.Pixels; a network's interface declares all of its tensors itself
    @Dense(units = 10) Tensor logits(Tensor pixels);
}
