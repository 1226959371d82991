package dev.nervure.dsl.layer;

import dev.nervure.dsl.TensorType;

/** The attributes of {@link dev.nervure.dsl.BinaryCrossEntropy}. */
public record BinaryCrossEntropyLayer(float weight, String name) implements LossLayer {
    public BinaryCrossEntropyLayer weight(float weight) {
        return Layers.with(this, "weight", weight);
    }

    @Override
    public TensorType target(TensorType prediction) {
        return prediction;
    }
}
