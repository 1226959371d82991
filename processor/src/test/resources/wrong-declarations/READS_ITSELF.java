package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Add Tensor a(Tensor pixels, Tensor c);
//              ^ these tensors read each other in a circle: a reads c reads b reads a
    @Relu Tensor b(Tensor a);
    @Relu Tensor c(Tensor b);
    @Dense(units = 10) Tensor logits(Tensor c);
    @Add Tensor self(Tensor pixels, Tensor self);
//              ^ these tensors read each other in a circle: self reads self
}
