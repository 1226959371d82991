package dev.nervure.examples.digits;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** The same images for a network declared by code, which runs while javac compiles: a block is a plain method. */
@NeuralNetwork
final class ResidualDigits implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor pixels = Tensor.input("pixels", 64);
        Tensor deep = pixels.repeat(3, "block", x -> residual(x, 32)).named("deep");
        Tensor logits = deep.dense(10).named("logits");
        return Network.of(logits).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }

    private static Tensor residual(Tensor x, int units) {
        return x.plus(x.dense(units, Activation.RELU).dense(64));
    }
}
