package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A layer that makes one value of all along some axes of a sample. */
public sealed interface ReductionLayer extends Layer permits MeanLayer, SumLayer, MaxLayer, MinLayer, LogSumExpLayer {
    /** The axes as declared; empty for all. */
    List<Integer> axis();

    /** Whether reduced axes stay, with size 1. */
    boolean keepDims();

    /** The axes counted from 0, in ascending order. */
    default List<Integer> axes(Shape shape) {
        if (axis().isEmpty()) {
            return IntStream.range(0, shape.rank()).boxed().toList();
        }
        List<Integer> axes =
                axis().stream().map(a -> Rules.axis("axis", a, shape)).sorted().toList();
        if (axes.stream().distinct().count() < axes.size()) {
            throw NetworkException.attribute("axis", Message.OUT_OF_RANGE, "axis", "each axis once", axis());
        }
        return axes;
    }

    /** Whether it reduces integers too. */
    default boolean ofIntegers() {
        return true;
    }

    @Override
    default TensorType type(List<TensorType> inputs) {
        TensorType x = ofIntegers() ? Rules.numbers(this, inputs, 0) : Rules.floats(this, inputs, 0);
        Shape shape = x.shape();
        List<Integer> axes = axes(shape);
        List<Dim> sample = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            if (!axes.contains(i)) {
                sample.add(shape.axis(i));
            } else if (keepDims()) {
                sample.add(Dim.of(1));
            }
        }
        return x.with(shape.withSample(sample));
    }
}
