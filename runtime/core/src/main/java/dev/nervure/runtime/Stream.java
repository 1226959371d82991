package dev.nervure.runtime;

import java.nio.ByteBuffer;

/**
 * One sequence in the making: it takes the places of the variable axis as they come, and gives what the whole forward pass
 * gives there. The generated class adds {@code step} and {@code feed}. A stream carries state from call to call, belongs to
 * one thread at a time, and allocates nothing in a step. Any number of streams share the weights of one model.
 */
public interface Stream {
    /**
     * How many places the stream has taken since it was new or last reset.
     *
     * @return the number, from 0 on; where attention or positions count places, up to the maximum of the variable axis
     */
    int position();

    /**
     * How many places of an output the newest call gave. Where a stride or a window is on the way, a place may give none yet; the
     * outputs are then what they were.
     *
     * @param output the name of an output
     * @return as many as the call took, or fewer; 0 before the first call
     * @throws IllegalArgumentException if the network has no such output
     */
    int places(String output);

    /** Forgets everything: the next place is the first. What was given once, such as a memory, stays. */
    void reset();

    /**
     * A stream of its own that goes on from here, over the same weights.
     *
     * @return a stream with a copy of the state
     */
    Stream copy();

    /**
     * How much it carries from one call to the next.
     *
     * @return the size of its state, in bytes
     */
    long stateBytes();

    /**
     * The state, to be given to {@link #restore} later or elsewhere.
     *
     * @return the name of the network, a hash of what it computes, the position and the state
     */
    byte[] save();

    /**
     * Takes the state that {@link #save} wrote. The weights should be the same; that is not checked.
     *
     * @param state what {@link #save} gave, from the buffer's position to its limit
     * @throws IllegalArgumentException if a stream of another network wrote it, or of one of that name which was declared
     *     otherwise, or bytes are missing; the stream is then as it was
     */
    void restore(ByteBuffer state);

    /**
     * The same from an array.
     *
     * @param state what {@link #save} gave
     * @throws IllegalArgumentException as {@link #restore(ByteBuffer)}
     */
    default void restore(byte[] state) {
        restore(ByteBuffer.wrap(state));
    }
}
