package dev.nervure.runtime;

import java.util.Arrays;

/**
 * What a model's user must know of an input, target or output.
 *
 * @param name the tensor's name
 * @param integers whether its values are {@code int}, otherwise {@code float}
 * @param shape the sizes of one sample, at the maximum where an axis is variable
 * @param variable whether the first axis is as long as the sample is, up to {@code shape[0]}
 * @param limit integers lie in {@code 0 … limit − 1}, such as classes or words; 0 where any value is allowed
 */
public record TensorInfo(String name, boolean integers, int[] shape, boolean variable, int limit) {
    public TensorInfo {
        shape = shape.clone();
    }

    public TensorInfo(String name, boolean integers, int[] shape, boolean variable) {
        this(name, integers, shape, variable, 0);
    }

    @Override
    public int[] shape() {
        return shape.clone();
    }

    /** The number of values of one sample, at the maximum. */
    public int size() {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof TensorInfo t
                && name.equals(t.name)
                && integers == t.integers
                && variable == t.variable
                && limit == t.limit
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
