package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Output @Input(64) Tensor pixels();
//                            ^ 'pixels' is an input; it cannot be made an output
    @Output @Dense(units = 10) Tensor logits(Tensor pixels);
}

@NeuralNetwork
interface Other {
    @Target(10) Tensor label();
//                     ^ 'label' is a target; it cannot be made an output
    @Target(10) Tensor other();
    @MeanSquaredError Tensor loss(Tensor label, Tensor other);
}
