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
public record TensorInfo(
        String name, boolean integers, int[] shape, String variable, int limit, OptionalInt ignored) {
    public TensorInfo {
        shape = shape.clone();
    }

    /** A tensor whose targets all count. */
    public TensorInfo(String name, boolean integers, int[] shape, String variable, int limit) {
        this(name, integers, shape, variable, limit, OptionalInt.empty());
    }

    /** A tensor of fixed size, of any values. */
    public TensorInfo(String name, boolean integers, int... shape) {
        this(name, integers, shape, "", 0);
    }

    /** The same, where a value stands for a target that does not count. */
    public TensorInfo ignoring(int value) {
        return new TensorInfo(name, integers, shape, variable, limit, OptionalInt.of(value));
    }

    /** Whether a target counts in losses and metrics. */
    public boolean counts(int value) {
        return ignored.isEmpty() || ignored.getAsInt() != value;
    }

    @Override
    public int[] shape() {
        return shape.clone();
    }

    /** The number of values of one sample, at the maximum. */
    public int size() {
        int size = 1;
        for (int of : shape) {
            size *= of;
        }
        return size;
    }

    /** The number of values of one sample of {@code a}, as long as it is there. */
    public int size(Activations a, int sample) {
        return variable.isEmpty() ? size() : a.lengths(variable)[sample] * step();
    }

    /** The number of values of one step along a variable first axis. */
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
