package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork(loss = Loss.HUBER)
//                        ^ loss = HUBER is the short form for a network without loss layers, and this one has 'error'; remove one of the two
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor logits(Tensor pixels);
    @Target(10) Tensor label();
    @MeanSquaredError Tensor error(Tensor logits, Tensor label);
}
