package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Derivative}. */
public record DerivativeLayer(String name) implements Layer {
    @Override
    public int minInputs() {
        return 2;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        batched(inputs, 0);
        return batched(inputs, 1);
    }

    private TensorType batched(List<TensorType> inputs, int i) {
        TensorType type = Rules.floats(this, inputs, i);
        if (!type.shape().batched()) {
            throw NetworkException.input(i, Message.DERIVATIVE_WITHOUT_BATCH, type.shape());
        }
        return type;
    }
}
