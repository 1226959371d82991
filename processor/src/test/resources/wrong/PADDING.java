package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Pad({1, 1, 1}) Tensor a(Tensor pixels);
//       ^ annotation value not of an allowable type
//  ^ annotation @dev.nervure.dsl.Pad is missing a default value for the element 'padding'
}
