package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.CumSum}. */
public record CumSumLayer(int axis, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        TensorType x = Rules.numbers(this, inputs, 0);
        Rules.axis("axis", axis, x.shape());
        return x;
    }
}
