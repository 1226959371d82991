package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Clamp}. */
public record ClampLayer(float min, float max, String name) implements ElementwiseLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        if (min > max) {
            throw NetworkException.attribute("min", Message.OUT_OF_RANGE, "min", "at most max, " + max, min);
        }
        TensorType x = Rules.numbers(this, inputs, 0);
        if (min != -Float.MAX_VALUE) {
            Rules.fits("min", min, x);
        }
        if (max != Float.MAX_VALUE) {
            Rules.fits("max", max, x);
        }
        return x;
    }
}
