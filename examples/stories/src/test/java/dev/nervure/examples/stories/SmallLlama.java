package dev.nervure.examples.stories;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;

/** The sizes of the folder that make_llama.py writes. */
@NeuralNetwork(stream = true)
final class SmallLlama implements NetworkDefinition {
    static final int TOKENS = 96;

    static Llama declared() {
        return new Llama(TOKENS, 32, 48, 2, 4, 2, 64, false);
    }

    @Override
    public Network define() {
        return declared().network();
    }
}
