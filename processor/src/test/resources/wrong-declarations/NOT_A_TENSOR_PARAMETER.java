package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor logits(Tensor pixels, int units);
//                                                      ^ the parameter units is of type int; a layer reads tensors only
    @Add Tensor sum(Tensor... pixels);
//                            ^ the parameter pixels is of type dev.nervure.dsl.Tensor[]; a layer reads tensors only
}
