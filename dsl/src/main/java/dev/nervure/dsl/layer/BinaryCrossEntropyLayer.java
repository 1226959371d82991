package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.BinaryCrossEntropy}. */
public record BinaryCrossEntropyLayer(float weight, String name) implements LossLayer {
    public BinaryCrossEntropyLayer weight(float weight) {
        return Layers.with(this, "weight", weight);
    }
}
