package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Pow}. */
public record PowLayer(float exponent, String name) implements ElementwiseLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        return ElementwiseLayer.super.type(inputs);
    }
}
