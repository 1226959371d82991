package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor getPixels();
    @Dense(units = 10) Tensor pixels(Tensor pixels);
//                            ^ two tensors are named 'pixels'
}

@NeuralNetwork(loss = Loss.HUBER)
//                        ^ two tensors are named 'targets'
interface Short {
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor targets(Tensor pixels);
}
