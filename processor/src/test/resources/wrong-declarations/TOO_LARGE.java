package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({65536, 65536}) Tensor image();
//  ^ a sample or a parameter of @Input has more values than the largest array, 2147483647
    @Input(65536) Tensor pixels();
    @Dense(units = 65536) Tensor logits(Tensor pixels);
//  ^ a sample or a parameter of @Dense has more values than the largest array, 2147483647
    @Add Tensor sum(Tensor logits, Tensor image);
}
