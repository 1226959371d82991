package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Tensor;

/** Eight causal convolutions of 32 channels over 512 samples, each dilated twice as much as the one before, with residuals. */
@NeuralNetwork
final class TcnNet implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor x = Tensor.input("x", 1, 512).conv1d(32, 1).named("inp");
        for (int i = 0; i < 8; i++) {
            int dilation = 1 << i;
            x = x.plus(x.conv1d(
                            32,
                            3,
                            o -> o.dilation(dilation)
                                    .paddingMode(PaddingMode.CAUSAL)
                                    .activation(Activation.RELU))
                    .named("c" + i));
        }
        return Network.of(x.conv1d(1, 1).named("outp")).loss(Loss.MEAN_SQUARED_ERROR);
    }
}
