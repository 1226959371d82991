package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Huber}. */
public record HuberLayer(float delta, float weight, String name) implements LossLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.above("delta", delta, 0);
        return LossLayer.super.type(inputs);
    }
}
