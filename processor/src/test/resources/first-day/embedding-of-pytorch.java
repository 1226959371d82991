package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(value = 12, type = ElementType.INT) Tensor words();
    @Embedding(num_embeddings = 10_000, embedding_dim = 16) Tensor vectors(Tensor words);
//                              ^ @Embedding has no attribute num_embeddings; write size = …
//                                                      ^ @Embedding has no attribute embedding_dim; write units = …
    @Lstm(units = 32) Tensor states(Tensor vectors);
}
