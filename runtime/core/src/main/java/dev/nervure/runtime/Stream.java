package dev.nervure.runtime;

import java.nio.ByteBuffer;

/**
 * One sequence in the making: it takes the places of the variable axis as they come, and gives what the whole forward pass
 * gives there. The generated class adds {@code step} and {@code feed}. A stream carries state from call to call, belongs to
 * one thread at a time, and allocates nothing in a step. Any number of streams share the weights of one model.
 */
public interface Stream {
    /** How many places the stream has taken since it was new or last reset. */
    int position();

    /** Forgets everything: the next place is the first. What was given once, such as a memory, stays. */
    void reset();

    /** A stream of its own that goes on from here, over the same weights. */
    Stream copy();

    /** The bytes of its state: what it carries from one call to the next. */
    long stateBytes();

    /** The state, with the name of the network and the position, to be given to {@link #restore} later or elsewhere. */
    byte[] save();

    /**
     * Takes the state that {@link #save} wrote. The weights should be the same; that is not checked.
     *
     * @throws IllegalArgumentException if a stream of another network wrote it, or bytes are missing; the stream is then as
     *     it was
     */
    void restore(ByteBuffer state);

    /** The same from an array. */
    default void restore(byte[] state) {
        restore(ByteBuffer.wrap(state));
    }
}
