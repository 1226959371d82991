package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.SoftmaxCrossEntropy}. */
public record SoftmaxCrossEntropyLayer(
        float labelSmoothing, List<Float> classWeights, int ignoreIndex, float weight, String name)
        implements LossLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.between("labelSmoothing", labelSmoothing, 0, 1);
        TensorType result = LossLayer.super.type(inputs);
        int classes = inputs.get(0).shape().axis(-1).max();
        if (!classWeights.isEmpty() && classWeights.size() != classes) {
            throw NetworkException.attribute(
                    "classWeights",
                    Message.OUT_OF_RANGE,
                    "classWeights",
                    "one weight for each of " + classes + " classes",
                    classWeights.size());
        }
        return result;
    }

    @Override
    public TensorType target(TensorType prediction) {
        return Rules.classes(this, prediction);
    }
}
