package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(4) Tensor a();
    @Input(4) Tensor b();
    @Concat(dim = 1) Tensor both(Tensor a, Tensor b);
//                ^ @Concat has no attribute dim; write axis = …
}
