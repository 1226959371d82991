package dev.nervure.processor.onnx.rules;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.ReshapeLayer;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import org.jspecify.annotations.Nullable;

/** Axes that are given twice, one after the other: only the last count, and none if they are those from before both. */
final class ReshapeOfReshape implements Rule {
    @Override
    public @Nullable Flow find(Flow last, Call call) {
        Tensor outer = last.tensor();
        Tensor inner = outer.layer() instanceof ReshapeLayer ? outer.inputs().get(0) : outer;
        if (inner == outer || !(inner.layer() instanceof ReshapeLayer)) {
            return null;
        }
        Tensor x = inner.inputs().get(0);
        boolean same = x.shape().equals(outer.shape());
        if (!same && (!x.shape().constant() || !outer.shape().constant())) {
            return null;
        }
        int[] sizes = outer.shape().sample().stream().mapToInt(dim -> dim.max()).toArray();
        return last.with(same ? x : x.reshape(sizes));
    }
}
