package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor logits(Tensor pixels);
    @Target(10) Tensor label();
    @MeanSquaredError Tensor loss(Tensor logits, Tensor label);
    @Relu Tensor more(Tensor loss);
//                           ^ @Relu reads the loss 'loss', and no layer can read a loss; several losses are added up, each times its weight
}
