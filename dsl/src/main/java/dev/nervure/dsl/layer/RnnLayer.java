package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Rnn}. */
public record RnnLayer(
        int units,
        int layers,
        boolean bidirectional,
        boolean bias,
        boolean lastOnly,
        float dropout,
        Activation nonlinearity,
        boolean trainable,
        String name)
        implements RecurrentLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        if (nonlinearity != Activation.TANH && nonlinearity != Activation.RELU) {
            throw NetworkException.attribute(
                    "nonlinearity", Message.OUT_OF_RANGE, "nonlinearity", "TANH or RELU", nonlinearity);
        }
        return RecurrentLayer.super.type(inputs);
    }

    @Override
    public int gates() {
        return 1;
    }
}
