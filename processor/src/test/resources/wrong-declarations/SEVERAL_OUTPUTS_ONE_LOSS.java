package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork(loss = Loss.HUBER)
//                        ^ loss = HUBER is for a network with one output, and this one has 2 (a, b); declare each loss as a layer with its @Target
interface Net {
    @Input(64) Tensor pixels();
    @Output @Dense(units = 10) Tensor a(Tensor pixels);
    @Output @Dense(units = 10) Tensor b(Tensor pixels);
}
