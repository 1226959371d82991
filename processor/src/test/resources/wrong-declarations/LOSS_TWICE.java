package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork(loss = Loss.HUBER)
//                        ^ loss = HUBER is the short form for a network without loss layers; it has 'error'
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor logits(Tensor pixels);
    @Target(10) Tensor label();
    @MeanSquaredError Tensor error(Tensor logits, Tensor label);
}
