package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 64, name = "fc") Tensor a(Tensor pixels);
    @Dense(units = 10, name = "fc") Tensor b(Tensor a);
//                                         ^ 'fc.weight' is shared by 'a' as [64, 64] and by 'b' as [10, 64]; layers that share a parameter must agree on it
}
