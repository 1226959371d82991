package dev.nervure.dsl.layer;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** A layer that combines tensors of one element type element by element, with the samples broadcast as PyTorch does. */
non-sealed interface BroadcastLayer extends Layer {
    /** Whether the layer reads elements of this type. */
    default boolean takes(ElementType element) {
        return element == ElementType.FLOAT;
    }

    /** The type of the result's elements. */
    default ElementType gives(ElementType element) {
        return element;
    }

    @Override
    default int minInputs() {
        return 2;
    }

    @Override
    default TensorType type(List<TensorType> inputs) {
        ElementType element = inputs.get(0).element();
        Shape shape = inputs.get(0).shape();
        if (!takes(element)) {
            throw NetworkException.input(0, Message.ELEMENTS, "@" + kind(), shape, Rules.words(element));
        }
        for (int i = 1; i < inputs.size(); i++) {
            TensorType other = inputs.get(i);
            if (other.element() != element) {
                throw NetworkException.input(
                        i, Message.ELEMENTS_DIFFER, "@" + kind(), Rules.words(element), Rules.words(other.element()));
            }
            shape = Rules.broadcast(this, shape, other.shape(), i);
        }
        return new TensorType(shape, gives(element));
    }
}
