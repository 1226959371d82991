package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 32) Tensor hidden(Tensor pixels);
    @Add Tensor sum(Tensor pixels, Tensor hidden);
//                                        ^ @Add needs tensors of one shape, or shapes that broadcast; got [n, 64] and [n, 32]
}
