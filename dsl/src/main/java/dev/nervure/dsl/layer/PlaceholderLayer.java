package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** A tensor from outside, within a {@link dev.nervure.dsl.network.Block}; no annotation declares it. */
public record PlaceholderLayer(TensorType type, String name) implements Layer {
    @Override
    public int minInputs() {
        return 0;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        return type;
    }

    @Override
    public String kind() {
        return "Input";
    }
}
