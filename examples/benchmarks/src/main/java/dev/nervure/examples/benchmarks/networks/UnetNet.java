package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** A U-Net of two levels over 64 x 64 pixels; transposed convolutions of 2 x 2 double the size on the way up. */
@NeuralNetwork
final class UnetNet implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor fine = two(Tensor.input("x", 1, 64, 64), 16, "a");
        Tensor coarse = two(fine.maxPool2d(2), 32, "b");
        Tensor middle = two(coarse.maxPool2d(2), 64, "m");
        Tensor up = two(twice(middle, 32, "u1").concat(0, coarse), 32, "e");
        Tensor top = two(twice(up, 16, "u2").concat(0, fine), 16, "f");
        return Network.of(top.conv2d(1, 1).named("outp")).loss(Loss.MEAN_SQUARED_ERROR);
    }

    private static Tensor two(Tensor x, int channels, String name) {
        return convolution(convolution(x, channels, name + "1"), channels, name + "2");
    }

    private static Tensor convolution(Tensor x, int channels, String name) {
        return x.conv2d(channels, 3, o -> o.padding(1).activation(Activation.RELU)).named(name);
    }

    private static Tensor twice(Tensor x, int channels, String name) {
        return x.convTranspose2d(channels, 2, o -> o.stride(2)).named(name);
    }
}
