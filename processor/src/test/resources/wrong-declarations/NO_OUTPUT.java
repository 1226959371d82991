package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
//^ the network has no output: a tensor that no other one reads, or what is given to Network.of
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor hidden(Tensor pixels);
    @MeanLoss Tensor loss(Tensor hidden);
}
