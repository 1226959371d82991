package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.SigmoidCrossEntropy}. */
public record SigmoidCrossEntropyLayer(float weight, String name) implements LossLayer {
    public SigmoidCrossEntropyLayer weight(float weight) {
        return Layers.with(this, "weight", weight);
    }
}
