package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(value = {8, 6}, variable = "T") Tensor a();
    @Input(value = {9, 6}, variable = "T") Tensor b();
//                                                ^ 'T' is variable up to 8 in 'a' and up to 9 in 'b'; give each length a name of its own
    @Output @Dense(units = 3) Tensor c(Tensor a);
    @Output @Dense(units = 3) Tensor d(Tensor b);
}
