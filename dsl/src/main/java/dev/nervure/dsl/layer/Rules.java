package dev.nervure.dsl.layer;

import dev.nervure.dsl.Dim;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Message;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.TensorType;
import java.util.ArrayList;
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

    static void above(String attribute, double value, double bound) {
        if (!(value > bound) || Double.isInfinite(value)) {
            throw NetworkException.attribute(attribute, Message.OUT_OF_RANGE, attribute, "over " + bound, value);
        }
    }

    static void between(String attribute, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw NetworkException.attribute(
                    attribute, Message.OUT_OF_RANGE, attribute, "from " + min + " to " + max, value);
        }
    }

    static void finite(String attribute, float value) {
        if (!Float.isFinite(value)) {
            throw NetworkException.attribute(attribute, Message.OUT_OF_RANGE, attribute, "finite", value);
        }
    }

    static TensorType integers(Layer layer, List<TensorType> inputs, int input) {
        TensorType type = inputs.get(input);
        if (type.element() != ElementType.INT) {
            throw NetworkException.input(input, Message.NOT_INTEGERS, "@" + layer.kind(), type.shape());
        }
        return type;
    }

    /** What the target of class scores looks like: a class for each row of scores. */
    static TensorType classes(Layer layer, TensorType scores) {
        rankAtLeast(layer, List.of(scores), 0, 1);
        constantAxis(layer, List.of(scores), 0, -1);
        List<Dim> sample = scores.shape().sample();
        return TensorType.ints(scores.shape().withSample(sample.subList(0, sample.size() - 1)));
    }

    /** The shape that two shapes broadcast to: samples are aligned at the last axis, missing axes and ones repeat. */
    static Shape broadcast(Layer layer, Shape a, Shape b, int input) {
        boolean swap = a.rank() < b.rank();
        Shape longer = swap ? b : a;
        Shape shorter = swap ? a : b;
        List<Dim> sample = new ArrayList<>(longer.sample());
        for (int i = 1; i <= shorter.rank(); i++) {
            Dim d = longer.axis(-i);
            Dim e = shorter.axis(-i);
            if (d.equals(Dim.of(1))) {
                sample.set(sample.size() - i, e);
            } else if (!d.equals(e) && !e.equals(Dim.of(1))) {
                throw NetworkException.input(input, Message.SHAPES_DIFFER, "@" + layer.kind(), a, b);
            }
        }
        return a.batched() || b.batched() ? Shape.batch(sample) : new Shape(sample);
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
                    input,
                    Message.SHAPE,
                    "axis " + axis + " of what @" + layer.kind() + " reads",
                    "of fixed size",
                    shape);
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
