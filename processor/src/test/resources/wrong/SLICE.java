package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Slice(start = 60, end = 70) Tensor a(Tensor pixels);
//  ^ annotation @dev.nervure.dsl.Slice is missing a default value for the element 'axis'
    @Slice(start = 8, end = 8) Tensor b(Tensor a);
//  ^ annotation @dev.nervure.dsl.Slice is missing a default value for the element 'axis'
}
