package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Keyword spotting of MLPerf Tiny: a DS-CNN over 49 x 10 values, four separable blocks of 64 channels, 12 words. */
@NeuralNetwork
final class KwsNet implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor x = Tensor.input("x", 1, 49, 10)
                .conv2d(64, 10, o -> o.kernelSize(10, 4).stride(2).padding(5, 1).bias(false))
                .named("c")
                .batchNorm()
                .named("b")
                .relu();
        for (int i = 0; i < 4; i++) {
            x = Separable.block(x, i, 64, 64, 1);
        }
        return Network.of(x.globalAvgPool().dense(12).named("fc")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }
}
