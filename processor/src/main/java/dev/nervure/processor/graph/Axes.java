package dev.nervure.processor.graph;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes of a sample with their sizes as generated code calls them.
 *
 * @param shape what they are the axes of
 * @param sizes how many places each axis has in memory: of one that varies, the most
 * @param spans how many values each axis has together with those after it
 */
public record Axes(Shape shape, List<Index> sizes, List<Index> spans) {
    public Axes {
        sizes = List.copyOf(sizes);
        spans = List.copyOf(spans);
        if (sizes.size() != shape.rank() || spans.size() != shape.rank()) {
            throw new IllegalArgumentException(shape + " with " + sizes.size() + " sizes");
        }
    }

    /** Axes whose spans are products of their sizes. */
    public Axes(Shape shape, List<Index> sizes) {
        this(shape, sizes, spans(sizes));
    }

    private static List<Index> spans(List<Index> sizes) {
        return IntStream.range(0, sizes.size())
                .mapToObj(axis -> Index.product(sizes.subList(axis, sizes.size())))
                .toList();
    }

    public int rank() {
        return sizes.size();
    }

    /** The size of an axis, from 0, or from −1 backwards. */
    public Index size(int axis) {
        return sizes.get(axis < 0 ? rank() + axis : axis);
    }

    /** How many values a sample has. */
    public Index size() {
        return size(0, rank());
    }

    /** How many values some axes have together. */
    public Index size(int from, int to) {
        return to == rank() && from < to ? spans.get(from) : Index.product(sizes.subList(from, to));
    }

    /** How many values those of all samples are; the same for a tensor without samples. */
    public Index all() {
        return shape.batched() ? size().times(Index.variable("n")) : size();
    }

    /** Where a place lies in the array: by the number of the sample, then that of the place along each of the first axes. */
    public Index offset(List<Index> at) {
        Index offset = shape.batched() ? size().times(at.get(0)) : Index.ZERO;
        for (int axis = 0; axis < at.size() - 1; axis++) {
            offset = offset.plus(size(axis + 1, rank()).times(at.get(axis + 1)));
        }
        return offset;
    }

    /** The same with an axis of one place. */
    public Axes withOne(int axis) {
        List<Index> others = new ArrayList<>(sizes);
        others.set(axis, Index.ONE);
        return new Axes(shape.withAxis(axis, Dim.of(1)), others);
    }

    /** The first axes alone. */
    public Axes first(int axes) {
        return axes == rank()
                ? this
                : new Axes(shape.withSample(shape.sample().subList(0, axes)), sizes.subList(0, axes));
    }
}
