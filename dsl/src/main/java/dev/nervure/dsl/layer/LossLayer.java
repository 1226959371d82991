package dev.nervure.dsl.layer;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** A layer that reads a prediction and a target and gives a scalar; several losses add up, each with its weight. */
public sealed interface LossLayer extends Layer
        permits BinaryCrossEntropyLayer,
                CrossEntropyLayer,
                CtcLayer,
                HuberLayer,
                MeanAbsoluteErrorLayer,
                MeanLossLayer,
                MeanSquaredErrorLayer,
                SigmoidCrossEntropyLayer,
                SoftmaxCrossEntropyLayer {
    /** The factor of this loss in the sum that training minimises. */
    float weight();

    /** The type of the target of a prediction. A layer that reads no target does not use it. */
    default TensorType target(TensorType prediction) {
        return prediction;
    }

    @Override
    default int minInputs() {
        return 2;
    }

    @Override
    default TensorType type(List<TensorType> inputs) {
        TensorType prediction = Rules.floats(this, inputs, 0);
        TensorType expected = target(prediction);
        TensorType target =
                expected.element() == ElementType.INT ? Rules.integers(this, inputs, 1) : Rules.floats(this, inputs, 1);
        if (!target.shape().sample().equals(expected.shape().sample())) {
            throw NetworkException.input(
                    1, Message.LOSS_SHAPE, "@" + kind(), prediction.shape(), expected.shape(), target.shape());
        }
        return TensorType.floats(Shape.of());
    }
}
