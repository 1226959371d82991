package dev.nervure.dsl.layer;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.MeanLoss}. */
public record MeanLossLayer(float weight, String name) implements LossLayer {
    @Override
    public int minInputs() {
        return 1;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.floats(this, inputs, 0);
        return TensorType.floats(Shape.of());
    }
}
