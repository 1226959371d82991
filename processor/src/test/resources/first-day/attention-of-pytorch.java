package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({12, 16}) Tensor words();
    @MultiHeadAttention(embed_dim = 16, num_heads = 4, batch_first = true) Tensor mixed(Tensor words);
//                                  ^ @MultiHeadAttention has no attribute embed_dim; what it reads says that, leave it out
//                                                  ^ @MultiHeadAttention has no attribute num_heads; write heads = …
//                                                                   ^ @MultiHeadAttention has no attribute batch_first; the batch is always first, and channels come before height and width; leave it out
}
