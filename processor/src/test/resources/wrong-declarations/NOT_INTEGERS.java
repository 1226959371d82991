package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(8) Tensor words();
    @Embedding(size = 100, units = 4) Tensor vectors(Tensor words);
//                                                          ^ @Embedding reads integers; [n, 8] holds floats; declare an input of integers with type = ElementType.INT
}
