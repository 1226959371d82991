package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 10) float[] logits(Tensor pixels);
//                             ^ logits returns float[]; every method of a network declares one tensor and returns Tensor
}
