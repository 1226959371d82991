package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** The attributes of {@link dev.nervure.dsl.Transpose}. */
public record TransposeLayer(List<Integer> axes, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape shape = inputs.get(0).shape();
        return inputs.get(0)
                .with(shape.withSample(order(shape).stream().map(shape::axis).toList()));
    }

    /** For each axis of the result, the axis of the input that it comes from. */
    public List<Integer> order(Shape shape) {
        int rank = shape.rank();
        List<Integer> ascending = IntStream.range(0, rank).boxed().toList();
        if (axes.isEmpty()) {
            return ascending.stream().map(i -> rank - 1 - i).toList();
        }
        List<Integer> order =
                axes.stream().map(axis -> Rules.axis("axes", axis, shape)).toList();
        if (!order.stream().sorted().toList().equals(ascending) || order.equals(ascending)) {
            throw NetworkException.attribute("axes", Message.TRANSPOSE, axes, rank, shape);
        }
        return order;
    }
}
