package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.MatmulLayer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import dev.nervure.dsl.layer.SoftmaxLayer;
import dev.nervure.dsl.layer.TransposeLayer;
import dev.nervure.processor.onnx.Literal;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code softmax(Q Kᵀ · c) V} for each head: attention, whichever of query, key and scores is scaled, and with a fixed mask that
 * hides what comes later. Where somebody else reads the shares, they are computed as they are written.
 */
final class ScoresForm implements Form {
    /** What a mask adds where it hides. */
    private static final float HIDDEN = -1e4f;

    /** A tensor and the number that it is multiplied by. */
    private record Scaled(double factor, Tensor tensor) {}

    @Override
    public @Nullable Tensor find(Tensor last, Readers readers) {
        if (!(last.layer() instanceof MatmulLayer)
                || !(last.inputs().get(0).layer() instanceof SoftmaxLayer)
                || !readers.isReadOnce(last.inputs().get(0))) {
            return null;
        }
        Tensor value = last.inputs().get(1);
        Tensor masked = last.inputs().get(0).inputs().get(0);
        Tensor scores = masked;
        boolean causal = false;
        if (masked.layer() instanceof AddLayer && masked.inputs().size() == 2) {
            int mask = isCausal(masked.inputs().get(1), masked, readers)
                    ? 1
                    : isCausal(masked.inputs().get(0), masked, readers) ? 0 : -1;
            if (mask < 0) {
                return null;
            }
            causal = true;
            scores = masked.inputs().get(1 - mask);
        }
        return of(scaled(scores), value, causal);
    }

    private static @Nullable Tensor of(Scaled scores, Tensor value, boolean causal) {
        if (!(scores.tensor.layer() instanceof MatmulLayer)) {
            return null;
        }
        Scaled query = scaled(scores.tensor.inputs().get(0));
        Scaled key = scaled(scores.tensor.inputs().get(1));
        Tensor q = query.tensor;
        int rank = q.shape().rank();
        if (rank < 2 || key.tensor.shape().rank() != rank) {
            return null;
        }
        Tensor k = turned(key.tensor);
        if (!alike(q, k, rank)
                || !alike(k, value, rank)
                || !k.shape().axis(-2).equals(value.shape().axis(-2))) {
            return null;
        }
        int size = q.shape().axis(-1).max();
        double usual = 1 / Math.sqrt(size);
        double factor = scores.factor * query.factor * key.factor;
        // a query of another scale is brought to the usual one
        Tensor read = Math.abs(factor - usual) <= 1e-5 * usual ? q : q.times((float) (factor / usual));
        return read.scaledDotProductAttention(k, value, o -> o.causal(causal));
    }

    /** The last two axes exchanged. */
    private static Tensor turned(Tensor x) {
        int rank = x.shape().rank();
        int[] order = IntStream.range(0, rank).toArray();
        order[rank - 2] = rank - 1;
        order[rank - 1] = rank - 2;
        if (!(x.layer() instanceof TransposeLayer layer)) {
            return x.transpose(order);
        }
        Tensor read = x.inputs().get(0);
        int[] before = layer.order(read.shape()).stream().mapToInt(i -> i).toArray();
        int[] both = IntStream.of(order).map(axis -> before[axis]).toArray();
        return IntStream.range(0, rank).allMatch(i -> both[i] == i) ? read : read.transpose(both);
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

    /** Whether a tensor is a fixed mask that leaves each step those up to itself. A file may give it the name of a weight. */
    private static boolean isCausal(Tensor mask, Tensor scores, Readers readers) {
        int steps = scores.shape().axis(-2).max();
        boolean square = scores.shape().axis(-2).constant()
                && scores.shape().axis(-1).equals(scores.shape().axis(-2))
                && mask.shape().size() == (long) steps * steps
                && steps > 1;
        Literal table = readers.table(mask);
        boolean known = table != null
                || (mask.layer() instanceof ConstantLayer constant
                        && constant.value().size() > 1);
        if (!square || !known) {
            return false;
        }
        for (int i = 0; i < steps * steps; i++) {
            float number = table != null
                    ? table.number(i)
                    : ((ConstantLayer) mask.layer()).value().get(i);
            boolean later = i % steps > i / steps;
            if (later ? number > HIDDEN : number != 0) {
                return false;
            }
        }
        return true;
    }
}
