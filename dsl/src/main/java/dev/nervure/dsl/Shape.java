package dev.nervure.dsl;

import dev.nervure.dsl.network.Dim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The dimensions of a tensor, slowest first, such as {@code [n, 3, 28, 28]}. Users neither write nor count the batch:
 * the methods that take an axis count within a sample, from 0, or from −1 backwards.
 */
public record Shape(List<Dim> dims) {
    public Shape {
        dims = List.copyOf(dims);
    }

    /** {@code [n, sizes…]}: of a tensor that depends on an input. */
    public static Shape batch(int... sizes) {
        return batch(Arrays.stream(sizes).mapToObj(Dim::of).toList());
    }

    /** {@code [n, sample…]}. */
    public static Shape batch(List<Dim> sample) {
        List<Dim> dims = new ArrayList<>(List.of(Dim.batch()));
        dims.addAll(sample);
        return new Shape(dims);
    }

    /** {@code [sizes…]}, the same for the whole batch: parameters, tables, losses. */
    public static Shape of(int... sizes) {
        return new Shape(Arrays.stream(sizes).mapToObj(Dim::of).toList());
    }

    /** Whether the first dimension is the batch. */
    public boolean batched() {
        return !dims.isEmpty() && dims.get(0).equals(Dim.batch());
    }

    /** The dimensions of one sample. */
    public List<Dim> sample() {
        return batched() ? dims.subList(1, dims.size()) : dims;
    }

    /** The number of axes of one sample. */
    public int rank() {
        return sample().size();
    }

    /** The axis of a sample, from 0; a negative one counts from the end. Not checked: see {@code Layer}. */
    public Dim axis(int axis) {
        return sample().get(axis < 0 ? rank() + axis : axis);
    }

    /** This shape with another size for an axis of a sample. */
    public Shape withAxis(int axis, Dim dim) {
        List<Dim> sample = new ArrayList<>(sample());
        sample.set(axis < 0 ? rank() + axis : axis, dim);
        return withSample(sample);
    }

    /** Another sample, batched as this shape is. */
    public Shape withSample(List<Dim> sample) {
        return batched() ? batch(sample) : new Shape(sample);
    }

    /**
     * The number of values of one sample, at the maximum.
     *
     * @throws ArithmeticException if it is over the largest array
     */
    public int size() {
        return sample().stream().mapToInt(Dim::max).reduce(1, Math::multiplyExact);
    }

    /** Whether every size is the same in every call. */
    public boolean constant() {
        return sample().stream().allMatch(Dim::constant);
    }

    @Override
    public String toString() {
        return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
