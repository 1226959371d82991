package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Matmul}. */
public record MatmulLayer(String name) implements Layer {
    @Override
    public int minInputs() {
        return 2;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape a = Rules.floats(this, inputs, 0).shape();
        Shape b = Rules.floats(this, inputs, 1).shape();
        Rules.rankAtLeast(this, inputs, 0, 2);
        Rules.rankAtLeast(this, inputs, 1, 2);
        if (!a.axis(-1).equals(b.axis(-2))) {
            throw NetworkException.input(1, Message.MATMUL, a, b);
        }
        List<Dim> sample =
                new ArrayList<>(Rules.broadcast(this, outer(a), outer(b), 1).sample());
        sample.add(a.axis(-2));
        sample.add(b.axis(-1));
        return TensorType.floats(Rules.ofAny(inputs, sample));
    }

    private static Shape outer(Shape shape) {
        return shape.withSample(shape.sample().subList(0, shape.rank() - 2));
    }
}
