package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({2, 4}) Tensor x();
    @Dense(units = 3) Tensor z(Tensor x);
    @Max(axis = 0) Tensor most(Tensor z);
    @Derivative Tensor slope(Tensor most, Tensor x);
//                     ^ 'slope' would be differentiated again, and Reduction has no second derivative here: slopeZ = slopeMost where z is the maximum
}
