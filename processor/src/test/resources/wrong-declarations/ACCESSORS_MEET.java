package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(value = {8, 6}, variable = "t") Tensor a();
    @Input(value = {9, 6}, variable = "T") Tensor b();
//                                                ^ 't' and 'T' would both have the accessor lengthsOfT() in generated classes; rename one of them
    @Output @Dense(units = 3) Tensor c(Tensor a);
    @Output @Dense(units = 3) Tensor d(Tensor b);
}
