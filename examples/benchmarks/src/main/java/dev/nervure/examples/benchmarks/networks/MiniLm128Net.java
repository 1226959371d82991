package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;

/** The body of MiniLM over 128 tokens. */
@NeuralNetwork
final class MiniLm128Net implements NetworkDefinition {
    @Override
    public Network define() {
        return MiniLm.of(128);
    }
}
