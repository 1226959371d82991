package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork(loss = Loss.HUBER)
//                        ^ loss = HUBER stands for the loss of the one output, and there are 2 (a, b); declare each loss as a layer with its @Target
interface Net {
    @Input(64) Tensor pixels();
    @Output @Dense(units = 10) Tensor a(Tensor pixels);
    @Output @Dense(units = 10) Tensor b(Tensor pixels);
}
