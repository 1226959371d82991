package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(4) Tensor x();
    @Parameter(4) Tensor gain();
    @Multiply Tensor u(Tensor x, Tensor gain);
    @Derivative Tensor slope(Tensor u, Tensor gain);
//                                            ^ a derivative is that of one sample, and [4] is the same for every sample
}
