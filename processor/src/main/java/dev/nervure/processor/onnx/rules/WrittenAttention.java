package dev.nervure.processor.onnx.rules;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.MatmulLayer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.ParameterLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import dev.nervure.dsl.layer.SoftmaxLayer;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import org.jspecify.annotations.Nullable;

/**
 * {@code softmax(Q Kᵀ · c) V} for each head: attention, whichever of query, key and scores is scaled, and with a fixed mask that
 * hides what comes later. Other masks stay as they are written.
 */
final class WrittenAttention implements Rule {
    /** What a mask adds where it hides. */
    private static final float HIDDEN = -1e4f;

    /** A tensor and the number that it is multiplied by. */
    private record Scaled(double factor, Tensor tensor) {}

    @Override
    public @Nullable Flow find(Flow last, Call call) {
        Tensor product = last.tensor();
        if (!(product.layer() instanceof MatmulLayer)
                || !(product.inputs().get(0).layer() instanceof SoftmaxLayer)) {
            return null;
        }
        Tensor value = product.inputs().get(1);
        Tensor masked = product.inputs().get(0).inputs().get(0);
        Tensor scores = masked;
        boolean causal = false;
        if (masked.layer() instanceof AddLayer && masked.inputs().size() == 2) {
            int mask = isCausal(masked.inputs().get(1), masked, call)
                    ? 1
                    : isCausal(masked.inputs().get(0), masked, call) ? 0 : -1;
            if (mask < 0) {
                return null;
            }
            causal = true;
            scores = masked.inputs().get(1 - mask);
        }
        Scaled outside = scaled(scores);
        if (!(outside.tensor.layer() instanceof MatmulLayer)) {
            return null;
        }
        Scaled query = scaled(outside.tensor.inputs().get(0));
        Scaled key = scaled(outside.tensor.inputs().get(1));
        Tensor q = query.tensor;
        Tensor k = TransposeOfTranspose.turned(key.tensor);
        int rank = q.shape().rank();
        if (rank < 2
                || !alike(q, k, rank)
                || !alike(k, value, rank)
                || !k.shape().axis(-2).equals(value.shape().axis(-2))) {
            return null;
        }
        int size = q.shape().axis(-1).max();
        double usual = 1 / Math.sqrt(size);
        double factor = outside.factor * query.factor * key.factor;
        // a query of another scale is brought to the usual one
        Tensor read = Math.abs(factor - usual) <= 1e-5 * usual ? q : q.times((float) (factor / usual));
        boolean hides = causal;
        return last.with(read.scaledDotProductAttention(k, value, o -> o.causal(hides)));
    }

    /** Whether all axes but the last two are equal. */
    private static boolean alike(Tensor a, Tensor b, int rank) {
        return b.shape().rank() == rank
                && a.shape().batched() == b.shape().batched()
                && a.shape()
                        .sample()
                        .subList(0, rank - 2)
                        .equals(b.shape().sample().subList(0, rank - 2));
    }

    private static Scaled scaled(Tensor x) {
        if (x.layer() instanceof ScaleLayer scale && scale.offset() == 0) {
            Scaled inner = scaled(x.inputs().get(0));
            return new Scaled(scale.factor() * inner.factor, inner.tensor);
        }
        if (x.layer() instanceof MultiplyLayer && x.inputs().size() == 2) {
            for (int i = 0; i < 2; i++) {
                if (x.inputs().get(i).layer() instanceof ConstantLayer constant
                        && constant.value().size() == 1
                        && x.inputs().get(i).shape().size() == 1) {
                    Scaled inner = scaled(x.inputs().get(1 - i));
                    return new Scaled(constant.value().get(0) * inner.factor, inner.tensor);
                }
            }
        }
        return new Scaled(1, x);
    }

    /** Whether a tensor is a fixed mask that leaves each step those up to itself. */
    private static boolean isCausal(Tensor mask, Tensor scores, Call call) {
        int steps = scores.shape().axis(-2).max();
        boolean square = scores.shape().axis(-2).constant()
                && scores.shape().axis(-1).equals(scores.shape().axis(-2))
                && mask.shape().size() == (long) steps * steps
                && steps > 1;
        if (!square) {
            return false;
        }
        for (int i = 0; i < steps * steps; i++) {
            Float number = number(mask, i, call);
            boolean later = i % steps > i / steps;
            if (number == null || (later ? number > HIDDEN : number != 0)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Float number(Tensor mask, int index, Call call) {
        if (mask.layer() instanceof ConstantLayer constant && constant.value().size() > 1) {
            return constant.value().get(index);
        }
        if (mask.layer() instanceof ParameterLayer table && !table.trainable()) {
            Literal values = call.weights().get(table.name());
            return values.number(index);
        }
        return null;
    }
}
