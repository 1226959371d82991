package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Uniform}. */
public record UniformLayer(float bound, String name) implements BroadcastLayer {
    @Override
    public int minInputs() {
        return 1;
    }

    @Override
    public int maxInputs() {
        return 2;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        if (!(bound >= 0)) {
            throw NetworkException.attribute("bound", Message.OUT_OF_RANGE, "bound", "0 or more", bound);
        }
        if (inputs.size() == 2 && bound != 1) {
            throw NetworkException.attribute(
                    "bound", Message.OUT_OF_RANGE, "bound", "left out where two tensors are read", bound);
        }
        return BroadcastLayer.super.type(inputs);
    }
}
