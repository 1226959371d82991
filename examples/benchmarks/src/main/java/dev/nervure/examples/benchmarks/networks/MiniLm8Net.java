package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;

/** The body of MiniLM over 8 tokens. */
@NeuralNetwork
final class MiniLm8Net implements NetworkDefinition {
    @Override
    public Network define() {
        return MiniLm.of(8);
    }
}
