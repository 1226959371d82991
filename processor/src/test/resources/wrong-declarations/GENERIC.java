package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net<T> {
//^ Net has type parameters; a network's declaration cannot be generic
    @Input(64) Tensor pixels();
}

@NeuralNetwork
interface Other {
    @Input(64) Tensor pixels();
    @Dense(units = 10) <T> Tensor logits(Tensor pixels);
//                                ^ logits has type parameters; a network's declaration cannot be generic
}
