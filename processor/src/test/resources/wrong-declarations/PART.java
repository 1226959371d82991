package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({6, 4}) Tensor x();
    @Gru(units = 4) Tensor gru(Tensor x);
    @Part(2) Tensor h(Tensor gru);
//        ^ there is no part 2 of @Gru, which has 2 outputs, counted from 0
}
