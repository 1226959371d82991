package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({2, 3}) Tensor a();
    @Input({3, 3}) Tensor b();
    @Concat Tensor both(Tensor a, Tensor b);
//                                       ^ @Concat(axis = -1) needs tensors that differ in that axis only, got [n, 2, 3] and [n, 3, 3]
}
