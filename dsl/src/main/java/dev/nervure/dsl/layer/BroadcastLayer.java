package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** A layer that combines tensors element by element, with the samples broadcast as PyTorch does. */
non-sealed interface BroadcastLayer extends Layer {
    @Override
    default int minInputs() {
        return 2;
    }

    @Override
    default TensorType type(List<TensorType> inputs) {
        Shape shape = Rules.floats(this, inputs, 0).shape();
        for (int i = 1; i < inputs.size(); i++) {
            shape = Rules.broadcast(this, shape, Rules.floats(this, inputs, i).shape(), i);
        }
        if (!shape.batched()) {
            throw new NetworkException(Message.TABLE, "@" + kind(), shape);
        }
        return TensorType.floats(shape);
    }
}
