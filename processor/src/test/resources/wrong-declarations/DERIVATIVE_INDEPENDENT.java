package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(4) Tensor x();
    @Sin Tensor u(Tensor x);
    @Cos Tensor v(Tensor x);
    @Derivative Tensor slope(Tensor u, Tensor v);
//                                            ^ 'u' does not depend on 'v', so it has no derivative with respect to it
}
