package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.CastLayer;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.MatmulLayer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.NotLayer;
import dev.nervure.dsl.layer.ReshapeLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import dev.nervure.dsl.layer.SoftmaxLayer;
import dev.nervure.dsl.layer.TransposeLayer;
import dev.nervure.dsl.layer.WhereLayer;
import dev.nervure.processor.onnx.Literal;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code softmax(Q Kᵀ · c + mask) V} for each head: attention, whichever of query, key and scores is scaled. A fixed mask that hides
 * what comes later is causality; others, known or computed, are added. Where somebody else reads the shares, they are computed as they
 * are written.
 */
final class ScoresForm implements Form {
    /** What a mask adds where it hides. */
    private static final float HIDDEN = -1e4f;

    /** Scores that are replaced by less than this might as well have it added: they are lost in rounding. */
    private static final float LOST = -1e9f;

    /** Masks of one attention. */
    private static final int MOST = 3;

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
        Tensor scores = last.inputs().get(0).inputs().get(0);
        boolean causal = false;
        Tensor mask = null;
        for (int i = 0; i < MOST && !isProduct(scores); i++) {
            Masked masked = masked(scores);
            if (masked == null) {
                return null;
            }
            if (isCausal(masked.mask, scores, readers)) {
                causal = true;
            } else {
                mask = mask == null ? masked.mask : mask.plus(masked.mask);
            }
            scores = masked.scores;
        }
        Tensor bare = mask == null ? null : ExpansionForm.bare(mask);
        Tensor found = bare == null ? null : tried(scaled(scores), value, causal, bare);
        return found != null ? found : tried(scaled(scores), value, causal, mask);
    }

    private static @Nullable Tensor tried(Scaled scores, Tensor value, boolean causal, @Nullable Tensor mask) {
        try {
            return of(scores, value, causal, mask);
        } catch (NetworkException e) {
            return null; // a mask of another shape
        }
    }

    /** Scores and what is added to them. */
    private record Masked(Tensor scores, Tensor mask) {}

    private static @Nullable Masked masked(Tensor sum) {
        if (sum.layer() instanceof AddLayer && sum.inputs().size() == 2) {
            Tensor a = sum.inputs().get(0);
            Tensor b = sum.inputs().get(1);
            return leads(a, MOST) ? new Masked(a, b) : leads(b, MOST) ? new Masked(b, a) : null;
        }
        if (sum.layer() instanceof WhereLayer) {
            Tensor seen = sum.inputs().get(0);
            Tensor yes = sum.inputs().get(1);
            Tensor no = sum.inputs().get(2);
            if (isLost(no) && leads(yes, MOST)) {
                return new Masked(yes, seen.where(Tensor.constant(0), no));
            }
            return isLost(yes) && leads(no, MOST) ? new Masked(no, seen.where(yes, Tensor.constant(0))) : null;
        }
        return null;
    }

    /** Whether a tensor is a product of matrices, perhaps with masks. */
    private static boolean leads(Tensor x, int depth) {
        if (isProduct(x)) {
            return true;
        }
        boolean sum = x.layer() instanceof AddLayer || x.layer() instanceof WhereLayer;
        return sum && depth > 0 && x.inputs().stream().anyMatch(input -> leads(input, depth - 1));
    }

    private static boolean isProduct(Tensor x) {
        return scaled(x).tensor.layer() instanceof MatmulLayer;
    }

    private static boolean isLost(Tensor x) {
        return x.layer() instanceof ConstantLayer constant
                && !constant.value().isEmpty()
                && constant.value().stream().allMatch(value -> value <= LOST);
    }

    private static @Nullable Tensor of(Scaled scores, Tensor value, boolean causal, @Nullable Tensor mask) {
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
        return read.scaledDotProductAttention(
                k,
                value,
                o -> mask == null ? o.causal(causal) : o.causal(causal).mask(mask));
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

    /**
     * Whether a tensor is a fixed mask that leaves each step those up to itself: numbers to which a file may give the name of a
     * weight, or a choice by known booleans.
     */
    private static boolean isCausal(Tensor mask, Tensor scores, Readers readers) {
        int steps = scores.shape().axis(-2).max();
        boolean square = scores.shape().axis(-2).constant()
                && scores.shape().axis(-1).equals(scores.shape().axis(-2))
                && mask.shape().size() == (long) steps * steps
                && steps > 1;
        if (!square) {
            return false;
        }
        for (int i = 0; i < steps * steps; i++) {
            Float number = number(mask, i, readers);
            boolean later = i % steps > i / steps;
            if (number == null || (later ? number > HIDDEN : number != 0)) {
                return false;
            }
        }
        return true;
    }

    /** A number of a tensor that is known; null if it is not. */
    private static @Nullable Float number(Tensor x, int at, Readers readers) {
        Literal table = readers.table(x);
        if (table != null) {
            return table.number(at);
        }
        if (x.layer() instanceof ConstantLayer constant) {
            List<? extends Number> numbers = constant.value().isEmpty() ? constant.ints() : constant.value();
            return numbers.get(at % numbers.size()).floatValue();
        }
        if (x.layer() instanceof CastLayer || x.layer() instanceof ReshapeLayer) {
            return number(x.inputs().get(0), at, readers);
        }
        if (x.layer() instanceof NotLayer) {
            Float of = number(x.inputs().get(0), at, readers);
            return of == null ? null : Float.valueOf(of == 0 ? 1 : 0);
        }
        if (x.layer() instanceof WhereLayer && Places.count(x.inputs().get(0)) == Places.count(x)) {
            Float chosen = number(x.inputs().get(0), at, readers);
            return chosen == null ? null : number(x.inputs().get(chosen != 0 ? 1 : 2), at, readers);
        }
        return null;
    }
}
