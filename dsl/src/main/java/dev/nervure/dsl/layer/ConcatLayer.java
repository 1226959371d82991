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
        Shape first = inputs.get(0).shape();
        int at = Rules.axis("axis", axis, first);
        Dim size = Dim.of(0);
        for (int i = 0; i < inputs.size(); i++) {
            Shape shape = Rules.alike(this, inputs, i).shape();
            if (shape.rank() != first.rank()
                    || !shape.withAxis(at, first.axis(at)).sample().equals(first.sample())) {
                throw NetworkException.input(i, Message.CONCAT, axis, first, shape);
            }
            size = plus(size, shape.axis(at), inputs, i, at);
        }
        return inputs.get(0).with(Rules.ofAny(inputs, first.withAxis(at, size).sample()));
    }

    private static Dim plus(Dim sum, Dim next, List<TensorType> inputs, int input, int at) {
        if (sum.constant() || next.constant()) {
            return sum.constant() ? next.plus(sum.max()) : sum.plus(next.max());
        }
        throw NetworkException.input(
                input,
                Message.SHAPE,
                "axis " + at + " of what @Concat reads",
                "of fixed size, but for one of the tensors",
                inputs.get(input).shape());
    }
}
