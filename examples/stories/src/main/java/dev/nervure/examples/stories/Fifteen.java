package dev.nervure.examples.stories;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;

/** A {@link Llama} of 15 million parameters, of which 9 are its table of tokens: to see what size does to speed. */
@NeuralNetwork(stream = true)
final class Fifteen implements NetworkDefinition {
    static final int TOKENS = 32_000;

    @Override
    public Network define() {
        return new Llama(TOKENS, 288, 768, 6, 6, 6, 256, true).network();
    }
}
