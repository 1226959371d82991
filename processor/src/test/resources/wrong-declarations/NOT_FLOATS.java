package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(value = 8, type = ElementType.INT) Tensor words();
    @Dense(units = 10) Tensor logits(Tensor words);
//                                          ^ @Dense reads floats; [n, 8] holds integers
}
