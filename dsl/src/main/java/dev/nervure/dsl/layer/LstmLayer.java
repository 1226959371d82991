package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Lstm}. */
public record LstmLayer(
        int units,
        int layers,
        boolean bidirectional,
        boolean bias,
        boolean lastOnly,
        float dropout,
        boolean trainable,
        String name)
        implements RecurrentLayer {
    @Override
    public int maxInputs() {
        return 3;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        if (inputs.size() == 2) {
            throw new NetworkException(Message.ARITY, kind(), "1 tensor, or 3 with the first h and c", 2);
        }
        return RecurrentLayer.super.type(inputs);
    }

    @Override
    public int states() {
        return 2;
    }

    @Override
    public int gates() {
        return 4;
    }
}
