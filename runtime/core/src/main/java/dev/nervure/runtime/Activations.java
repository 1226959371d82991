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

    /**
     * How long each sample is along a symbol, such as {@code T} of {@code @Input(value = {100, 8}, variable = "T")}: live,
     * to be written before a pass like the inputs. At first each is the maximum. What lies beyond the length of a sample
     * is neither read nor written.
     *
     * @throws java.util.NoSuchElementException if the network has no such symbol
     */
    int[] lengths(String symbol);
}
