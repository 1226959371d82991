package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/**
 * Anomaly detection of MLPerf Tiny: an autoencoder, 640, four times 128, 8, four times 128, 640. Batch norm and ReLU
 * follow each dense layer but the last.
 */
@NeuralNetwork
final class AeNet implements NetworkDefinition {
    private static final int[] HIDDEN = {128, 128, 128, 128, 8, 128, 128, 128, 128};

    @Override
    public Network define() {
        Tensor x = Tensor.input("x", 640);
        for (int i = 0; i < HIDDEN.length; i++) {
            x = x.dense(HIDDEN[i]).named("d" + i).batchNorm().named("b" + i).relu();
        }
        return Network.of(x.dense(640).named("d9")).loss(Loss.MEAN_SQUARED_ERROR);
    }
}
