package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;

/** The attributes of {@link dev.nervure.dsl.CrossEntropy}. */
public record CrossEntropyLayer(float weight, String name) implements LossLayer {
    @Override
    public TensorType target(TensorType prediction) {
        return Rules.classes(this, prediction);
    }
}
