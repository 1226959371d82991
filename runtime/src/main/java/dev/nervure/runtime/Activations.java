package dev.nervure.runtime;

import java.util.List;

/**
 * The values of one call: owned by one thread, overwritten by the next call. Arrays are live and row-major
 * {@code [n, …shape]}, laid out at the capacity.
 */
public interface Activations {
    /** How many samples fit. */
    int capacity();

    /** The tensors that can be read here, in the order in which the network computes them. */
    List<String> names();

    /**
     * The values of a tensor.
     *
     * @throws java.util.NoSuchElementException if the network has no such tensor
     * @throws IllegalStateException if these activations do not keep it; the message says which do
     */
    float[] floats(String tensor);

    /** The values of an integer tensor; throws as {@link #floats}. */
    int[] ints(String tensor);
}
