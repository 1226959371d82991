package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Normal}. */
public record NormalLayer(float deviation, String name) implements BroadcastLayer {
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
        if (!(deviation >= 0)) {
            throw NetworkException.attribute("deviation", Message.OUT_OF_RANGE, "deviation", "0 or more", deviation);
        }
        if (inputs.size() == 2 && deviation != 1) {
            throw NetworkException.attribute(
                    "deviation", Message.OUT_OF_RANGE, "deviation", "left out where two tensors are read", deviation);
        }
        return BroadcastLayer.super.type(inputs);
    }
}
