package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Ctc}. */
public record CtcLayer(int blank, boolean zeroInfinity, float weight, String name) implements LossLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.rank(this, inputs, 0, "steps, classes");
        int classes = Rules.constantAxis(this, inputs, 0, 1);
        if (blank < 0 || blank >= classes) {
            throw NetworkException.attribute(
                    "blank", Message.OUT_OF_RANGE, "blank", "a class from 0 to " + (classes - 1), blank);
        }
        Rules.integers(this, inputs, 1);
        Rules.row(this, inputs, 1, "labels");
        return TensorType.floats(Shape.of());
    }
}
