package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Scale}. */
public record ScaleLayer(float factor, float offset, String name) implements ElementwiseLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        TensorType x = Rules.numbers(this, inputs, 0);
        Rules.fits("factor", factor, x);
        Rules.fits("offset", offset, x);
        return x;
    }
}
