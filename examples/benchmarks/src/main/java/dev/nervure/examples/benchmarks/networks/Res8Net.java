package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Image classification of MLPerf Tiny: ResNet-8 over 32 x 32 pixels, three residual blocks of 16, 32 and 64 channels. */
@NeuralNetwork
final class Res8Net implements NetworkDefinition {
    private static final int[] CHANNELS = {16, 32, 64};

    @Override
    public Network define() {
        Tensor x = convolution(Tensor.input("x", 3, 32, 32), 16, 1, "c", "b").relu();
        for (int i = 0; i < CHANNELS.length; i++) {
            int stride = i == 0 ? 1 : 2;
            Tensor y = convolution(x, CHANNELS[i], stride, "c" + i + "a", "b" + i + "a").relu();
            y = convolution(y, CHANNELS[i], 1, "c" + i + "b", "b" + i + "b");
            Tensor shortcut =
                    i == 0 ? x : x.conv2d(CHANNELS[i], 1, o -> o.stride(stride)).named("s" + i);
            x = y.plus(shortcut).relu();
        }
        return Network.of(x.globalAvgPool().dense(10).named("fc")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }

    private static Tensor convolution(Tensor x, int channels, int stride, String name, String norm) {
        return x.conv2d(channels, 3, o -> o.stride(stride).padding(1))
                .named(name)
                .batchNorm()
                .named(norm);
    }
}
