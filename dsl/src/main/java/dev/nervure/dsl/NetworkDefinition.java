package dev.nervure.dsl;

/**
 * A network declared by code: annotate an implementation with {@link NeuralNetwork}, and {@link #define} runs while
 * javac compiles.
 */
@FunctionalInterface
public interface NetworkDefinition {
    /** Declares the network. */
    Network define();
}
