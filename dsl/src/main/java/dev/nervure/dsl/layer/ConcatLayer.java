package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Concat}. */
public record ConcatLayer(int axis, String name) implements Layer {
    @Override
    public int minInputs() {
        return 2;
    }

    @Override
    public int maxInputs() {
        return Integer.MAX_VALUE;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape first = Rules.anyFloats(this, inputs, 0).shape();
        int at = Rules.axis("axis", axis, first);
        int size = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Shape shape = Rules.anyFloats(this, inputs, i).shape();
            if (shape.rank() != first.rank()
                    || !shape.withAxis(at, first.axis(at)).equals(first)) {
                throw NetworkException.input(i, Message.CONCAT, axis, first, shape);
            }
            size = Math.addExact(size, Rules.constantAxis(this, inputs, i, at));
        }
        return TensorType.floats(first.withAxis(at, Dim.of(size)));
    }
}
