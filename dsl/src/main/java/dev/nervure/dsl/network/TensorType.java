package dev.nervure.dsl.network;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Shape;

/** The shape of a tensor and the type of its values. */
public record TensorType(Shape shape, ElementType element) {
    /** A tensor of floats. */
    public static TensorType floats(Shape shape) {
        return new TensorType(shape, ElementType.FLOAT);
    }

    /** A tensor of integers. */
    public static TensorType ints(Shape shape) {
        return new TensorType(shape, ElementType.INT);
    }

    /** Values of this type in another shape. */
    public TensorType with(Shape other) {
        return new TensorType(other, element);
    }
}
