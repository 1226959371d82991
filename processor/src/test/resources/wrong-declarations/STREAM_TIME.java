package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork(stream = true)
interface Net {
//^ stream = true needs a variable axis, which is time; give an input one, for example @Input(value = {256, 8}, variable = "T")
    @Input({8, 6}) Tensor x();
    @Dense(units = 3) Tensor y(Tensor x);
}
