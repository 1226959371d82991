package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Visual wake words of MLPerf Tiny: MobileNet at a quarter of its width over 96 x 96 pixels, thirteen separable blocks. */
@NeuralNetwork
final class VwwNet implements NetworkDefinition {
    private static final int[] CHANNELS = {8, 16, 32, 32, 64, 64, 128, 128, 128, 128, 128, 128, 256, 256};
    private static final int[] STRIDES = {1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1};

    @Override
    public Network define() {
        Tensor x = Tensor.input("x", 3, 96, 96)
                .conv2d(CHANNELS[0], 3, o -> o.stride(2).padding(1).bias(false))
                .named("c")
                .batchNorm()
                .named("b")
                .relu();
        for (int i = 0; i < STRIDES.length; i++) {
            x = Separable.block(x, i, CHANNELS[i], CHANNELS[i + 1], STRIDES[i]);
        }
        return Network.of(x.globalAvgPool().dense(2).named("fc")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }
}
