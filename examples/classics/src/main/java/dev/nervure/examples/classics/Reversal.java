package dev.nervure.examples.classics;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;
import java.util.List;

/** Reads a word and writes it from the end (Sutskever, Vinyals and Le 2014): the whole for training, and its two halves. */
final class Reversal {
    static final int LETTERS = 6;
    static final int LENGTH = 4;
    private static final int UNITS = 48;

    private Reversal() {}

    private static Tensor letters(String name, int length) {
        return Tensor.input(name, List.of(length), o -> o.type(ElementType.INT));
    }

    /** The state after the word. */
    private static Tensor read(Tensor word) {
        return word.embedding(LETTERS, 16, o -> o.name("reader.letters"))
                .gru(UNITS, o -> o.lastOnly(true).name("reader.gru"))
                .named("state");
    }

    /** The states after each letter that was written before; letter {@code LETTERS} begins. */
    private static Tensor write(Tensor before, Tensor state) {
        return before.embedding(LETTERS + 1, 16, o -> o.name("writer.letters"))
                .gru(state, UNITS, o -> o.name("writer.gru"))
                .named("states");
    }

    private static Tensor logits(Tensor states) {
        return states.dense(LETTERS, o -> o.name("writer.logits")).named("logits");
    }

    /** Both halves, where the letters before are the right ones. */
    @NeuralNetwork
    static final class Whole implements NetworkDefinition {
        @Override
        public Network define() {
            Tensor states = write(letters("before", LENGTH), read(letters("word", LENGTH)));
            return Network.of(logits(states)).loss(Loss.SOFTMAX_CROSS_ENTROPY);
        }
    }

    /** The first half. */
    @NeuralNetwork
    static final class Reader implements NetworkDefinition {
        @Override
        public Network define() {
            return Network.of(read(letters("word", LENGTH)));
        }
    }

    /** One step of the second half: from a letter and a state to the next. */
    @NeuralNetwork
    static final class Writer implements NetworkDefinition {
        @Override
        public Network define() {
            Tensor states = write(letters("before", 1), Tensor.input("state", UNITS));
            return Network.of(
                    logits(states).flatten().named("next"), states.flatten().named("stateAfter"));
        }
    }
}
