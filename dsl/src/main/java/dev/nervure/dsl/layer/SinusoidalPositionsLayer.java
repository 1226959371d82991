package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.SinusoidalPositions}. */
public record SinusoidalPositionsLayer(String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        return Rules.table(this, inputs);
    }
}
