package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor x();
    @Dropout(rate = 0.2f) Tensor dropped(Tensor x);
//                  ^ @Dropout has no attribute rate; write p = …
    @Dense(units = 10) Tensor y(Tensor dropped);
}
