package dev.nervure.runtime;

import java.util.List;

/**
 * The values of one forward pass: owned by one thread, overwritten by the next pass. Arrays are live and row-major
 * {@code [n, …shape]}. Each sample takes the same place whether or not it is as long as the maximum, so value {@code i}
 * of sample {@code s} is at {@code s · size + i}, in floats or ints.
 *
 * <p>A pass throws {@link IllegalStateException} if a pass of another thread runs on the same activations or gradients, as
 * far as it sees that without a lock.
 */
public interface Activations {
    /**
     * The number of samples that fit.
     *
     * @return the number, at least 1
     */
    int capacity();

    /**
     * The tensors that can be read here.
     *
     * @return their names, in the order in which the network computes them
     */
    List<String> names();

    /**
     * The values of a tensor of floats.
     *
     * @param tensor the tensor's name
     * @return the live array {@code [capacity, …shape]}
     * @throws java.util.NoSuchElementException if the network has no such tensor
     * @throws IllegalStateException if these activations do not keep it; the message says which do
     */
    float[] floats(String tensor);

    /**
     * The values of a tensor of integers.
     *
     * @param tensor the tensor's name
     * @return the live array {@code [capacity, …shape]}
     * @throws java.util.NoSuchElementException if the network has no such tensor
     * @throws IllegalStateException if these activations do not keep it; the message says which do
     */
    int[] ints(String tensor);

    /**
     * The length of each sample along a symbol, such as {@code T} of {@code @Input(value = {100, 8}, variable = "T")}.
     * Write the lengths before a pass, like the inputs. At first each is the maximum. Values after the end of a sample
     * are neither read nor written.
     *
     * @param symbol the symbol of the variable axis
     * @return the live array of {@code capacity} lengths, in steps along the axis
     * @throws java.util.NoSuchElementException if the network has no such symbol
     */
    int[] lengths(String symbol);
}
