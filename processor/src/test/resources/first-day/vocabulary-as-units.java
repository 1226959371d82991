package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(value = 12, type = ElementType.INT) Tensor words();
    @Embedding(units = 10_000) Tensor vectors(Tensor words);
//  ^ @Embedding needs size: how many different integers there are, the size of the vocabulary
    @Lstm(units = 32) Tensor states(Tensor vectors);
}
