package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.CastLayer;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.DivideLayer;
import dev.nervure.dsl.layer.ExpandLayer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import dev.nervure.dsl.layer.SubtractLayer;
import dev.nervure.dsl.layer.SumLayer;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values that a file repeats along an axis, though what reads them would broadcast them: read without repetition. So the mask of a mean
 * over words is summed once, and not once for each feature.
 */
final class ExpansionForm implements Form {
    @Override
    public @Nullable Tensor find(Tensor last, Readers readers) {
        try {
            if (last.layer() instanceof CastLayer
                    || (last.layer() instanceof ScaleLayer && last.inputs().size() == 1)) {
                Tensor bare = bare(last.inputs().get(0));
                return bare == null ? null : expanded(Tensor.of(last.layer(), bare), last);
            }
            if (last.layer() instanceof SumLayer sum) {
                return summed(last, sum);
            }
            boolean binary = last.layer() instanceof AddLayer
                    || last.layer() instanceof SubtractLayer
                    || last.layer() instanceof MultiplyLayer
                    || last.layer() instanceof DivideLayer;
            return binary && last.inputs().size() == 2 && bare(last) == null ? binary(last) : null;
        } catch (NetworkException e) {
            return null; // a shape that does not broadcast
        }
    }

    /** What a tensor repeats; null if it repeats nothing. A file's own repetition is a sum with zeros. */
    static @Nullable Tensor bare(Tensor x) {
        if (x.layer() instanceof ExpandLayer) {
            return x.inputs().get(0);
        }
        for (int i = 0; x.layer() instanceof AddLayer && x.inputs().size() == 2 && i < 2; i++) {
            Tensor read = x.inputs().get(1 - i);
            if (x.inputs().get(i).layer() instanceof ConstantLayer constant
                    && !constant.value().isEmpty()
                    && constant.value().stream().allMatch(value -> value == 0)
                    && !read.shape().sample().equals(x.shape().sample())) {
                return read;
            }
        }
        return null;
    }

    private static Tensor expanded(Tensor x, Tensor like) {
        return x.expand(Places.sizes(like));
    }

    /** The sum over axes that are not repeated, and then the repetition of the others. */
    private static @Nullable Tensor summed(Tensor last, SumLayer sum) {
        Tensor x = last.inputs().get(0);
        Tensor bare = bare(x);
        int rank = x.shape().rank();
        if (bare == null || bare.shape().rank() != rank || !last.shape().constant()) {
            return null;
        }
        List<Integer> axes = sum.axis();
        boolean kept = IntStream.range(0, rank)
                .filter(axis -> axes.isEmpty() || axes.contains(axis) || axes.contains(axis - rank))
                .allMatch(axis -> bare.shape().axis(axis).equals(x.shape().axis(axis)));
        return kept && last.shape().rank() > 0 ? expanded(Tensor.of(sum, bare), last) : null;
    }

    private static @Nullable Tensor binary(Tensor last) {
        for (int i = 0; i < 2; i++) {
            Tensor bare = bare(last.inputs().get(i));
            if (bare != null) {
                Tensor[] reads = last.inputs().toArray(new Tensor[0]);
                reads[i] = bare;
                Tensor found = Tensor.of(last.layer(), reads);
                if (found.shape().equals(last.shape())) {
                    return found;
                }
            }
        }
        return null;
    }
}
