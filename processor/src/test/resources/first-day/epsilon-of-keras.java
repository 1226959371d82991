package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(4) Tensor a();
    @LayerNorm(epsilon = 1e-5f, normalized_shape = 4) Tensor normal(Tensor a);
//                       ^ @LayerNorm has no attribute epsilon; write eps = …
//                                                 ^ @LayerNorm has no attribute normalized_shape; what it reads says that, leave it out
}
