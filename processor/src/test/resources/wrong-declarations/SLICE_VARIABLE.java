package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(value = {8, 6}, variable = "T") Tensor steps();
    @Slice(axis = 0, start = 2) Tensor a(Tensor steps);
//                           ^ axis 0 of [n, T, 6] is variable; only its first entry (start = 0, end = 1) or its last (start = -1) can be taken
}
