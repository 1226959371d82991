package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({12, 16}) Tensor words();
    @Lstm(units = 32, lastOnly = true) Tensor first(Tensor words);
    @Lstm(units = 32, lastOnly = true) Tensor second(Tensor first);
//                                                          ^ what @Lstm reads must be [n, steps, features], got [n, 32]; a recurrent layer gives all its steps with lastOnly = false
}
