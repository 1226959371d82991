package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor x();
    @Linear(10) Tensor hidden(Tensor x);
//                     ^ Nervure has no layer @Linear; here it is @Dense(units = …)
    @ReLU Tensor r(Tensor hidden);
//               ^ Nervure has no layer @ReLU; here it is @Relu, or activation = Activation.RELU of the layer before
    @BatchNormalization Tensor normal(Tensor r);
//                             ^ Nervure has no layer @BatchNormalization; here it is @BatchNorm
    @Dense(units = 3) Tensor y(Tensor normal);
}
