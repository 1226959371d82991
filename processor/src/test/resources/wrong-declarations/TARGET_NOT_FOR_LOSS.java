package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Target(10) Tensor label();
    @Relu Tensor relu(Tensor label);
    @Dense(units = 10) Tensor logits(Tensor pixels);
    @Add Tensor sum(Tensor logits, Tensor relu);
    @MeanSquaredError Tensor loss(Tensor sum, Tensor label);
}
