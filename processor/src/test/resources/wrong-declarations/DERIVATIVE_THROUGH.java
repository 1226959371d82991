package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(4) Tensor x();
    @BatchNorm Tensor norm(Tensor x);
    @Dense(units = 1) Tensor u(Tensor norm);
    @Derivative Tensor slope(Tensor u, Tensor x);
//                     ^ 'slope' cannot be computed: 'norm' is on the way, and BatchNorm has no derivative within a network
}
