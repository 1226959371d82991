package dev.nervure.runtime;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * What a model's user must know of an input, target or output.
 *
 * @param name the tensor's name
 * @param integers whether its values are {@code int}, otherwise {@code float}
 * @param shape the sizes of one sample, at the maximum where an axis is variable
 * @param variable what says how long the first axis is in each sample, up to {@code shape[0]}: the symbol of an input or
 *     target, such as {@code T}, or what layers made of one; empty where the size is fixed
 * @param limit integers lie in {@code 0 … limit − 1}, such as classes or words; 0 where any value is allowed
 * @param ignored the integer that stands for a target that does not count, such as −100; empty if there is none
 */
public record TensorInfo(String name, boolean integers, int[] shape, String variable, int limit, OptionalInt ignored) {
    /**
     * A description with a copy of the shape.
     *
     * @param name the tensor's name
     * @param integers whether its values are {@code int}, otherwise {@code float}
     * @param shape the sizes of one sample, at the maximum where an axis is variable
     * @param variable what says how long the first axis is in each sample, up to {@code shape[0]}: the symbol of an
     *     input or target, such as {@code T}, or what layers made of one; empty where the size is fixed
     * @param limit integers lie in {@code 0 … limit − 1}, such as classes or words; 0 where any value is allowed
     * @param ignored the integer that stands for a target that does not count, such as −100; empty if there is none
     */
    public TensorInfo {
        shape = shape.clone();
    }

    /**
     * A tensor whose targets all count.
     *
     * @param name the tensor's name
     * @param integers whether its values are {@code int}, otherwise {@code float}
     * @param shape the sizes of one sample, at the maximum where an axis is variable
     * @param variable the symbol of the variable first axis; empty where the size is fixed
     * @param limit integers lie in {@code 0 … limit − 1}; 0 where any value is allowed
     */
    public TensorInfo(String name, boolean integers, int[] shape, String variable, int limit) {
        this(name, integers, shape, variable, limit, OptionalInt.empty());
    }

    /**
     * A tensor of fixed size, of any values.
     *
     * @param name the tensor's name
     * @param integers whether its values are {@code int}, otherwise {@code float}
     * @param shape the sizes of one sample
     */
    public TensorInfo(String name, boolean integers, int... shape) {
        this(name, integers, shape, "", 0);
    }

    /**
     * A copy of this description in which one value marks targets that do not count.
     *
     * @param value the mark, such as −100
     * @return the copy
     */
    public TensorInfo ignoring(int value) {
        return new TensorInfo(name, integers, shape, variable, limit, OptionalInt.of(value));
    }

    /**
     * Whether a target counts in losses and metrics.
     *
     * @param value the target of one place
     * @return false if the value is the ignored one
     */
    public boolean counts(int value) {
        return ignored.isEmpty() || ignored.getAsInt() != value;
    }

    /**
     * The sizes of one sample, at the maximum where an axis is variable.
     *
     * @return a copy of the sizes
     */
    @Override
    public int[] shape() {
        return shape.clone();
    }

    /**
     * The number of values of one sample, at the maximum where an axis is variable.
     *
     * @return the product of the sizes, in floats or ints
     */
    public int size() {
        int size = 1;
        for (int of : shape) {
            size *= of;
        }
        return size;
    }

    /**
     * The number of values of one sample at its own length.
     *
     * @param a the activations that hold the length of each sample
     * @param sample the number of the sample in {@code a}, from 0
     * @return {@code lengths[sample] · step()} where the first axis is variable, otherwise {@link #size()}
     */
    public int size(Activations a, int sample) {
        return variable.isEmpty() ? size() : a.lengths(variable)[sample] * step();
    }

    /**
     * The number of values of one step along the first axis.
     *
     * @return {@code size() / shape[0]}, in floats or ints
     */
    public int step() {
        return size() / shape[0];
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof TensorInfo t
                && name.equals(t.name)
                && integers == t.integers
                && variable.equals(t.variable)
                && limit == t.limit
                && ignored.equals(t.ignored)
                && Arrays.equals(shape, t.shape);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name + " " + (integers ? "int" : "float") + Arrays.toString(shape);
    }
}
