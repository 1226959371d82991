package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Rotary}. */
public record RotaryLayer(int heads, float base, boolean interleaved, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.rank(this, inputs, 0, "steps, k");
        int width = Rules.constantAxis(this, inputs, 0, 1);
        Rules.divides("heads", heads, width, "features");
        Rules.above("base", base, 1);
        if (width / heads % 2 != 0) {
            throw NetworkException.attribute(
                    "heads", Message.OUT_OF_RANGE, "heads", "such that each has an even number of features", heads);
        }
        return inputs.get(0);
    }
}
