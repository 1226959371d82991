package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor x();
    @Dropout(0.2) Tensor dropped(Tensor x);
//           ^ @Dropout has no attribute value; write p = …
    @Dense(units = 10) Tensor y(Tensor dropped);
}
