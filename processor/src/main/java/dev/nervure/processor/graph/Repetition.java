package dev.nervure.processor.graph;

/**
 * An operation that runs a program of its own several times, each turn on the result of the one before, with weights,
 * activations and gradients of its own.
 */
public interface Repetition extends Op {
    /** The accessor of the turns in generated classes. */
    String name();

    /** The field of the turns in generated classes. */
    String field();

    /** The path of the parameters: turn i has {@code path.i.…}; empty if it has {@code i.…}. */
    String path();

    /** What comes before the number of a turn in the names of parameters. */
    default String prefix() {
        return path().isEmpty() ? "" : path() + ".";
    }

    /** What comes before the number of a turn in the names of tensors. */
    default String place() {
        return path().isEmpty() ? name() : path();
    }

    int times();

    /** What one turn computes. */
    Program body();

    /** Whether training keeps what passes from turn to turn alone, and backward runs each turn again first. */
    default boolean recompute() {
        return body().unit().recompute();
    }

    /** What comes after the name of the classes around in the names of the block's classes. */
    String suffix();
}
