package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
//                    ^ nobody reads 'pixels'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
    @Dense(units = 32) Tensor hidden(Tensor pixel);
//                                          ^ no tensor is named 'pixel'; did you mean 'pixels'?
//                            ^ nobody reads 'hidden'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
    @Dense(units = 10) Tensor logits(Tensor somethingElse);
//                                          ^ no tensor is named 'somethingElse'
//                            ^ nobody reads 'logits'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
}
