package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @LeakyRelu(negativeSlope = Float.NaN) Tensor a(Tensor pixels);
//                                  ^ negativeSlope must be finite, got NaN
    @Elu(alpha = 1 / 0f) Tensor b(Tensor pixels);
//                 ^ alpha must be finite, got Infinity
    @Dropout(p = 1.5f) Tensor c(Tensor pixels);
//               ^ p must be from 0 to under 1, got 1.5
    @LayerNorm(eps = -1) Tensor d(Tensor pixels);
//                   ^ eps must be over 0.0, got -1.0
    @Dense(units = 3, initializer = Initializer.CONSTANT, constant = 0f / 0) Tensor e(Tensor pixels);
//                                                                      ^ constant must be finite, got NaN
    @Output @Concat Tensor f(Tensor a, Tensor b, Tensor c, Tensor d, Tensor e);
    @Target(64) Tensor t();
    @Huber(delta = 0) Tensor g(Tensor pixels, Tensor t);
//                 ^ delta must be over 0.0, got 0.0
    @Input({4, 8}) Tensor steps();
    @Output @Gru(layers = 100000000, units = 2) Tensor i(Tensor steps);
//                        ^ layers must be from 1 to 1000, got 100000000
    @Output @TransformerEncoder(layers = 100000000, heads = 2, feedForward = 8) Tensor j(Tensor steps);
//                                       ^ layers must be from 1 to 1000, got 100000000
    @MeanSquaredError(weight = Float.NaN) Tensor h(Tensor pixels, Tensor t);
//                                  ^ weight must be finite, got NaN
}
