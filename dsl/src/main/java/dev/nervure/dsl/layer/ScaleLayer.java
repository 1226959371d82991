package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Scale}. */
public record ScaleLayer(float factor, float offset, String name) implements ElementwiseLayer {
    public ScaleLayer factor(float factor) {
        return Layers.with(this, "factor", factor);
    }

    public ScaleLayer offset(float offset) {
        return Layers.with(this, "offset", offset);
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        return ElementwiseLayer.super.type(inputs);
    }
}
