package dev.nervure.dsl.layer;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Message;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.TensorType;
import java.util.List;

/** The questions that shape rules ask again and again. */
final class Rules {
    private Rules() {}

    static void positive(String attribute, int value) {
        if (value < 1) {
            throw NetworkException.attribute(attribute, Message.NOT_POSITIVE, attribute, value);
        }
    }

    static TensorType floats(Layer layer, List<TensorType> inputs, int input) {
        TensorType type = inputs.get(input);
        if (type.element() != ElementType.FLOAT) {
            throw NetworkException.input(input, Message.NOT_FLOATS, "@" + layer.kind(), type.shape());
        }
        return type;
    }

    static Shape rankAtLeast(Layer layer, List<TensorType> inputs, int input, int rank) {
        Shape shape = inputs.get(input).shape();
        if (shape.rank() < rank) {
            throw NetworkException.input(
                    input,
                    Message.SHAPE,
                    "what @" + layer.kind() + " reads",
                    "of at least " + rank + (rank == 1 ? " axis" : " axes") + " a sample",
                    shape);
        }
        return shape;
    }

    static int constantAxis(Layer layer, List<TensorType> inputs, int input, int axis) {
        Shape shape = inputs.get(input).shape();
        if (!shape.axis(axis).constant()) {
            throw NetworkException.input(
                    input, Message.SHAPE, "axis " + axis + " of what @" + layer.kind() + " reads", "of fixed size", shape);
        }
        return shape.axis(axis).max();
    }

    /** The axis counted from 0. */
    static int axis(String attribute, int axis, Shape shape) {
        int rank = shape.rank();
        if (axis < -rank || axis >= rank) {
            throw NetworkException.attribute(attribute, Message.AXIS, axis, shape, rank);
        }
        return axis < 0 ? axis + rank : axis;
    }
}
