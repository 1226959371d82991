package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({12, 16}) Tensor words();
    @Lstm(units = 32, return_sequences = true) Tensor states(Tensor words);
//                                       ^ @Lstm has no attribute return_sequences; return_sequences = true is lastOnly = false here
}
