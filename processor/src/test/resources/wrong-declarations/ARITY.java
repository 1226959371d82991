package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor both(Tensor pixels, Tensor more);
//  ^ @Dense reads 1 tensor, found 2
    @Input(3) Tensor more();
    @Add Tensor sum(Tensor pixels);
//  ^ @Add reads 2 or more tensors, found 1
    @Relu Tensor logits();
//  ^ @Relu reads 1 tensor, found 0
    @MeanSquaredError Tensor loss(Tensor pixels);
//  ^ @MeanSquaredError reads 2 tensors, found 1
    @Concat Tensor all(Tensor both, Tensor sum, Tensor logits);
}
