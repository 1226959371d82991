package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Slice(axis = 0, start = 70) Tensor a(Tensor pixels);
//                           ^ start = 70 and end = 64 must be within axis 0 of [n, 64], which has 64 entries, and start must come before end
    @Slice(axis = 0, start = 8, end = 8) Tensor b(Tensor pixels);
//                           ^ start = 8 and end = 8 must be within axis 0 of [n, 64], which has 64 entries, and start must come before end
    @Add Tensor sum(Tensor a, Tensor b);
}
