package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Part}. */
public record PartLayer(int value, String name) implements Layer {
    /** Never called: the type of a part comes from the layer of the tensor that it reads. */
    @Override
    public TensorType type(List<TensorType> inputs) {
        return inputs.get(0);
    }

    /**
     * The type of the part.
     *
     * @param kind the layer that has the outputs
     */
    public TensorType of(List<TensorType> outputs, String kind) {
        if (value < 0 || value >= outputs.size()) {
            throw NetworkException.attribute("value", Message.PART, value, kind, outputs.size());
        }
        return outputs.get(value);
    }
}
