package dev.nervure.dsl.layer;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.TensorType;

/** A layer that reads a prediction and a target and gives a scalar; several losses add up, each with its weight. */
public interface LossLayer extends Layer {
    /** The factor of this loss in the sum that training minimises. */
    float weight();

    /** What the target of a prediction looks like. */
    TensorType target(TensorType prediction);

    @Override
    default int minInputs() {
        return 2;
    }

    /** The scalar that all losses give. */
    static TensorType scalar() {
        return new TensorType(Shape.of(), ElementType.FLOAT);
    }
}
