package dev.nervure.examples.fashion;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Tells ten kinds of clothes apart: one channel of 28x28 pixels in, one logit a kind out. */
@NeuralNetwork
final class Fashion implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor pixels = Tensor.input("pixels", 1, 28, 28);
        Tensor edges = convolution(pixels, 24).maxPool2d(2).named("edges");
        Tensor parts = convolution(edges, 48).maxPool2d(2).named("parts");
        Tensor hidden =
                parts.flatten().dropout(0.25f).dense(128, Activation.RELU).named("hidden");
        return Network.of(hidden.dropout(0.25f).dense(10).named("kind")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }

    private static Tensor convolution(Tensor x, int channels) {
        return x.conv2d(channels, 3, o -> o.padding(1).bias(false)).batchNorm().relu();
    }
}
