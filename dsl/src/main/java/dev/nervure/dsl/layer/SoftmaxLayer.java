package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Softmax}. */
public record SoftmaxLayer(String name) implements ElementwiseLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.rankAtLeast(this, inputs, 0, 1);
        return ElementwiseLayer.super.type(inputs);
    }
}
