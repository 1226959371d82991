package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 32) Tensor hidden(Tensor pixel);
//                                          ^ no tensor is named 'pixel'; did you mean 'pixels'?
    @Dense(units = 10) Tensor logits(Tensor somethingElse);
//                                          ^ no tensor is named 'somethingElse'
}
