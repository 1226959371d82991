package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Target(10) Tensor label();
    @Relu Tensor relu(Tensor label);
//                           ^ 'label' is a target and is read by losses only; 'relu' reads it
    @Dense(units = 10) Tensor logits(Tensor pixels);
    @Add Tensor sum(Tensor logits, Tensor relu);
    @MeanSquaredError Tensor loss(Tensor sum, Tensor label);
}
