package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 64) Tensor hidden(Tensor pixels);
    @Add Tensor hiddenWeight(Tensor pixels, Tensor hidden);
//              ^ 'hiddenWeight' is also the field of the parameter 'hidden.weight' in generated code; try 'hiddenWeightTensor'
}
