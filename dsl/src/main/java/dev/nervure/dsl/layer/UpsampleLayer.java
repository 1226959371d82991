package dev.nervure.dsl.layer;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.UpsampleMode;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Upsample}. */
public record UpsampleLayer(List<Integer> scaleFactor, UpsampleMode mode, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape shape = Rules.floats(this, inputs, 0).shape();
        Rules.rankAtLeast(this, inputs, 0, 2);
        if (mode == UpsampleMode.BILINEAR) {
            Rules.rank(this, inputs, 0, "channels, height, width");
        }
        List<Integer> factors = Rules.sizes("scaleFactor", scaleFactor, shape.rank() - 1);
        for (int i = 0; i < factors.size(); i++) {
            Rules.positive("scaleFactor", factors.get(i));
            shape = shape.withAxis(i + 1, shape.axis(i + 1).times(factors.get(i)));
        }
        return TensorType.floats(shape);
    }
}
