package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
//^ the network has no output; an interface needs a tensor that no layer reads, a definition gives one to Network.of
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor hidden(Tensor pixels);
    @MeanLoss Tensor loss(Tensor hidden);
}
