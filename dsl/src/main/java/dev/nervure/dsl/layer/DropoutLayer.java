package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Dropout}. */
public record DropoutLayer(float p, String name) implements ElementwiseLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.probability("p", p);
        return Rules.floats(this, inputs, 0);
    }
}
