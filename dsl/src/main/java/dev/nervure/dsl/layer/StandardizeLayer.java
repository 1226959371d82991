package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.InitialValues;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Standardize}. */
public record StandardizeLayer(int axis, float eps, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        if (!(eps > 0 && eps <= 1)) {
            throw NetworkException.attribute("eps", Message.OUT_OF_RANGE, "eps", "over 0, at most 1", eps);
        }
        Shape shape = Rules.floats(this, inputs, 0).shape();
        Rules.rankAtLeast(this, inputs, 0, 1);
        int at = Rules.axis("axis", axis, shape);
        if (at != 0 && at != shape.rank() - 1) {
            throw NetworkException.attribute("axis", Message.OUT_OF_RANGE, "axis", "the first or the last axis", axis);
        }
        Rules.constantAxis(this, inputs, 0, at);
        return inputs.get(0);
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        List<Integer> size = List.of(inputs.get(0).shape().axis(axis).max());
        return List.of(
                new ParameterSpec("mean", size, InitialValues.constant(0), false),
                new ParameterSpec("variance", size, InitialValues.constant(1), false));
    }

    /** The number of axes behind that of the features, if the layer reads this shape. */
    public int axesBehind(Shape shape) {
        return axis < 0 ? -1 - axis : shape.rank() - 1 - axis;
    }
}
