package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor both(Tensor pixels, Tensor more);
//  ^ @Dense reads 1 tensor, found 2
//                            ^ nobody reads 'both'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
    @Input(3) Tensor more();
    @Add Tensor sum(Tensor pixels);
//  ^ @Add reads 2 or more tensors, found 1
//              ^ nobody reads 'sum'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
    @Relu Tensor logits();
//  ^ @Relu reads 1 tensor, found 0
//               ^ nobody reads 'logits'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
    @MeanSquaredError Tensor loss(Tensor pixels);
//  ^ @MeanSquaredError reads 2 tensors, found 1
}
