package dev.nervure.examples.stories;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;

/**
 * A small {@link Llama}, with one table for tokens that come in and go out: 260 thousand parameters. Sizes are those of the
 * story writer {@code stories260K}.
 */
@NeuralNetwork(stream = true)
final class Story implements NetworkDefinition {
    static final int LONGEST = 512;
    static final int TOKENS = 512;
    static final int WIDTH = 64;
    static final int HIDDEN = 172;
    static final int LAYERS = 5;
    static final int HEADS = 8;
    static final int MEMORY_HEADS = 4;

    @Override
    public Network define() {
        return new Llama(TOKENS, WIDTH, HIDDEN, LAYERS, HEADS, MEMORY_HEADS, LONGEST, true).network();
    }
}
