package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(12) Tensor words();
    @Embedding(size = 100, units = 16) Tensor vectors(Tensor words);
//                                                           ^ @Embedding reads integers; [n, 12] holds floats; declare an input of integers with type = ElementType.INT
}
