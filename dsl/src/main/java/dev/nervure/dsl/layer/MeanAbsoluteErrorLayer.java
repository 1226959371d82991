package dev.nervure.dsl.layer;

import dev.nervure.dsl.TensorType;

/** The attributes of {@link dev.nervure.dsl.MeanAbsoluteError}. */
public record MeanAbsoluteErrorLayer(float weight, String name) implements LossLayer {
    public MeanAbsoluteErrorLayer weight(float weight) {
        return Layers.with(this, "weight", weight);
    }

    @Override
    public TensorType target(TensorType prediction) {
        return prediction;
    }
}
