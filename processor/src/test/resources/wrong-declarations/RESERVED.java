package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor weights();
//                    ^ 'weights' is a member of the generated classes and cannot name a tensor; try 'weightsTensor'
    @Dense(units = 64) Tensor run(Tensor weights);
//                            ^ 'run' is a member of the generated classes and cannot name a tensor; try 'runTensor'
    @Relu Tensor shared0(Tensor run);
//               ^ 'shared0' is a member of the generated classes and cannot name a tensor; try 'shared0Tensor'
}
