package dev.nervure.processor.onnx.rules;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.TransposeLayer;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Axes that are exchanged twice, one exchange after the other: one exchange, or none if the second undoes the first. */
final class TransposeOfTranspose implements Rule {
    @Override
    public @Nullable Flow find(Flow last, Call call) {
        Tensor found = merged(last.tensor());
        return found == null ? null : last.with(found);
    }

    private static @Nullable Tensor merged(Tensor outer) {
        Tensor inner = outer.layer() instanceof TransposeLayer ? outer.inputs().get(0) : outer;
        if (inner == outer || !(inner.layer() instanceof TransposeLayer)) {
            return null;
        }
        int[] first = order(inner);
        int[] both = IntStream.of(order(outer)).map(axis -> first[axis]).toArray();
        return exchanged(inner.inputs().get(0), both);
    }

    /** A tensor with its axes in this order; the tensor itself, if that is its own. */
    private static Tensor exchanged(Tensor x, int... order) {
        return IntStream.range(0, order.length).allMatch(i -> order[i] == i) ? x : x.transpose(order);
    }

    private static int[] order(Tensor transpose) {
        TransposeLayer layer = (TransposeLayer) transpose.layer();
        return layer.order(transpose.inputs().get(0).shape()).stream()
                .mapToInt(axis -> axis)
                .toArray();
    }
}
