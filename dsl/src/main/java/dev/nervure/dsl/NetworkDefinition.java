package dev.nervure.dsl;

/**
 * A network declared by code: annotate an implementation with {@link NeuralNetwork}, and {@link #define} runs while
 * javac compiles.
 */
@FunctionalInterface
public interface NetworkDefinition {
    /**
     * {@return the network} This is ordinary Java, with loops, helper methods and constants. It may use classes of the
     * same module and of dependencies. Its time is limited: when it is over, the thread is interrupted and nothing more
     * can be declared.
     */
    Network define();
}
