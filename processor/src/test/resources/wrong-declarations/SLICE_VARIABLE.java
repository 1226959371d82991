package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(value = {8, 6}, variable = "T") Tensor steps();
    @Slice(axis = 0, start = 2) Tensor a(Tensor steps);
//                           ^ start = 2 and end = the end must name places that the shortest sample has too, start before end: axis 0 of [n, T, 6] can be 1 long
}
