package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({6}) Tensor x();
    @ArgMax Tensor place(Tensor x);
    @Add Tensor y(Tensor x, Tensor place);
//                                 ^ @Add needs values of one type, got floats and integers; convert one of them with @Cast
}
