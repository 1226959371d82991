package dev.nervure.dsl;

/**
 * A network declared by code: annotate an implementation with {@link NeuralNetwork}, and {@link #define} runs while
 * javac compiles.
 */
@FunctionalInterface
public interface NetworkDefinition {
    /**
     * Declares the network: ordinary Java, with loops, helper methods, constants, and whatever it uses of the same module
     * and of dependencies. It has limited time; then its thread is interrupted, and nothing more can be declared.
     */
    Network define();
}
