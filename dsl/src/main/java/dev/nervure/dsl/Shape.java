package dev.nervure.dsl;

import dev.nervure.dsl.network.Dim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The dimensions of a tensor, slowest first, such as {@code [n, 3, 28, 28]}. Users neither write nor count the batch:
 * the methods that take an axis count within a sample, from 0, or from −1 backwards.
 *
 * @param dims the dimensions, slowest first, with the batch if there is one
 */
public record Shape(List<Dim> dims) {
    /**
     * A shape with its own copy of the dimensions.
     *
     * @param dims the dimensions, slowest first, with the batch if there is one
     */
    public Shape {
        dims = List.copyOf(dims);
    }

    /**
     * {@return {@code [n, sizes…]}, the shape of a tensor that depends on an input}
     *
     * @param sizes the sizes of one sample, slowest first
     */
    public static Shape batch(int... sizes) {
        return batch(Arrays.stream(sizes).mapToObj(Dim::of).toList());
    }

    /**
     * {@return {@code [n, sample…]}, the shape of a tensor that depends on an input}
     *
     * @param sample the dimensions of one sample, slowest first
     */
    public static Shape batch(List<Dim> sample) {
        List<Dim> dims = new ArrayList<>(List.of(Dim.batch()));
        dims.addAll(sample);
        return new Shape(dims);
    }

    /**
     * {@return {@code [sizes…]}, the same for the whole batch: the shape of parameters, constants and losses}
     *
     * @param sizes the sizes, slowest first
     */
    public static Shape of(int... sizes) {
        return new Shape(Arrays.stream(sizes).mapToObj(Dim::of).toList());
    }

    /** {@return whether the first dimension is the batch} */
    public boolean batched() {
        return !dims.isEmpty() && dims.get(0).equals(Dim.batch());
    }

    /** {@return the dimensions of one sample} */
    public List<Dim> sample() {
        return batched() ? dims.subList(1, dims.size()) : dims;
    }

    /** {@return the number of axes of one sample} */
    public int rank() {
        return sample().size();
    }

    /**
     * {@return the dimension of an axis of a sample}
     *
     * @param axis the axis, from 0, or from −1 backwards
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public Dim axis(int axis) {
        return sample().get(axis < 0 ? rank() + axis : axis);
    }

    /**
     * {@return this shape with another dimension for an axis of a sample}
     *
     * @param axis the axis, from 0, or from −1 backwards
     * @param dim the new dimension
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public Shape withAxis(int axis, Dim dim) {
        List<Dim> sample = new ArrayList<>(sample());
        sample.set(axis < 0 ? rank() + axis : axis, dim);
        return withSample(sample);
    }

    /**
     * {@return the shape of another sample, with the batch if this shape has it}
     *
     * @param sample the dimensions of one sample, slowest first
     */
    public Shape withSample(List<Dim> sample) {
        return batched() ? batch(sample) : new Shape(sample);
    }

    /**
     * {@return the number of values of one sample; if its length varies, the largest number}
     *
     * @throws ArithmeticException if it is over 2,147,483,647
     */
    public int size() {
        return sample().stream().mapToInt(Dim::max).reduce(1, Math::multiplyExact);
    }

    /** {@return whether every size is the same in every call} */
    public boolean constant() {
        return sample().stream().allMatch(Dim::constant);
    }

    @Override
    public String toString() {
        return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
