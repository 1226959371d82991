package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Lstm}. */
public record LstmLayer(
        int units, int layers, boolean bidirectional, boolean bias, boolean lastOnly, boolean trainable, String name)
        implements RecurrentLayer {
    public LstmLayer layers(int layers) {
        return Layers.with(this, "layers", layers);
    }

    public LstmLayer bidirectional(boolean bidirectional) {
        return Layers.with(this, "bidirectional", bidirectional);
    }

    public LstmLayer bias(boolean bias) {
        return Layers.with(this, "bias", bias);
    }

    public LstmLayer lastOnly(boolean lastOnly) {
        return Layers.with(this, "lastOnly", lastOnly);
    }

    public LstmLayer trainable(boolean trainable) {
        return Layers.with(this, "trainable", trainable);
    }

    public LstmLayer name(String name) {
        return Layers.with(this, "name", name);
    }

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
    public int gates() {
        return 4;
    }
}
