package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Dense(units = 32, activation = Activation.RELU) Tensor hidden(Tensor pixels);
//                                                                        ^ no tensor is named 'pixels'; what a network is given is declared too: @Input({64}) Tensor pixels();
    @Dense(units = 10) Tensor y(Tensor hidden);
}
