package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({2, 3}) Tensor a();
    @Input({2, 3}) Tensor b();
    @Matmul Tensor product(Tensor a, Tensor b);
//                                          ^ @Matmul needs […, r, k] and […, k, c], got [n, 2, 3] and [n, 2, 3]
}
