package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor x();
    @Linear(10) Tensor hidden(Tensor x);
//                     ^ there is no layer @Linear here; it is @Dense(units = …)
    @ReLU Tensor r(Tensor hidden);
//               ^ there is no layer @ReLU here; it is @Relu, or activation = Activation.RELU of the layer before
    @BatchNormalization Tensor normal(Tensor r);
//                             ^ there is no layer @BatchNormalization here; it is @BatchNorm
    @Dense(units = 3) Tensor y(Tensor normal);
}
