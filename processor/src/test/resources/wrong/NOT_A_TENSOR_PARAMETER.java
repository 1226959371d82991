package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor logits(Tensor pixels, int units);
//                                                      ^ parameter units is a int; a layer reads tensors only
    @Add Tensor sum(Tensor... pixels);
//                            ^ parameter pixels is a dev.nervure.dsl.Tensor[]; a layer reads tensors only
}
