package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Where}. */
public record WhereLayer(String name) implements Layer {
    @Override
    public int minInputs() {
        return 3;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape condition = Rules.booleans(this, inputs, 0).shape();
        TensorType a = inputs.get(1);
        TensorType b = inputs.get(2);
        if (a.element() != b.element()) {
            throw NetworkException.input(
                    2, Message.ELEMENTS_DIFFER, "@Where", Rules.words(a.element()), Rules.words(b.element()));
        }
        Shape shape = Rules.broadcast(this, Rules.broadcast(this, condition, a.shape(), 1), b.shape(), 2);
        return new TensorType(shape, a.element());
    }
}
