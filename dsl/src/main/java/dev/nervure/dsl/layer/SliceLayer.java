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
        Shape shape = inputs.get(0).shape();
        int at = Rules.axis("axis", axis, shape);
        Dim size = shape.axis(at);
        Dim from = from(size);
        Dim to = to(size);
        Dim length = from.constant() && to.constant()
                ? Dim.of(to.max() - from.max())
                : from.constant()
                        ? to.plus(-from.max())
                        : size.constant() || to.constant() ? Dim.of(0) : Dim.of(ends() - start);
        boolean within = from.min() >= 0 && length.min() >= 1 && (!to.constant() || to.max() <= size.min());
        if (!within) {
            boolean open = end == Integer.MAX_VALUE;
            throw size.constant()
                    ? NetworkException.attribute(
                            "start", Message.SLICE, start, open ? size.max() : end, at, shape, size.max())
                    : NetworkException.attribute(
                            "start", Message.SLICE_VARIABLE, start, open ? "the end" : end, at, shape, size.min());
        }
        return inputs.get(0).with(shape.withAxis(at, length));
    }

    /** Where the slice begins along an axis of a size. */
    public Dim from(Dim size) {
        return start < 0 ? size.plus(start) : Dim.of(start);
    }

    /** Where it ends. */
    private Dim to(Dim size) {
        boolean beyond = size.constant() ? end > size.max() : end == Integer.MAX_VALUE;
        return beyond ? size : end < 0 ? size.plus(end) : Dim.of(end);
    }

    /** Where it ends, counted backwards from the end of the axis. */
    private int ends() {
        return end == Integer.MAX_VALUE ? 0 : end;
    }
}
