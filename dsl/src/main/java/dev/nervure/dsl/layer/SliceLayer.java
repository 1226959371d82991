package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Slice}. */
public record SliceLayer(int axis, int start, int end, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape shape = Rules.anyFloats(this, inputs, 0).shape();
        int at = Rules.axis("axis", axis, shape);
        Dim dim = shape.axis(at);
        if (!dim.constant()) {
            if (!(start == 0 && end == 1) && !(start == -1 && end == Integer.MAX_VALUE)) {
                throw NetworkException.attribute("start", Message.SLICE_VARIABLE, at, shape);
            }
            return TensorType.floats(shape.withAxis(at, Dim.of(1)));
        }
        int size = dim.max();
        int from = start < 0 ? size + start : start;
        int to = end < 0 ? size + end : Math.min(end, size);
        if (from < 0 || from >= to) {
            throw NetworkException.attribute(
                    "start", Message.SLICE, start, end == Integer.MAX_VALUE ? size : end, at, shape, size);
        }
        return TensorType.floats(shape.withAxis(at, Dim.of(to - from)));
    }
}
