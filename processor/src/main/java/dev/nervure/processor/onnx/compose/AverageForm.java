package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.MeanLayer;
import dev.nervure.dsl.layer.ReshapeLayer;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The mean of each channel of an image, without the axes that are left of size 1: global average pooling. */
final class AverageForm implements Form {
    @Override
    public @Nullable Tensor find(Tensor last, Readers readers) {
        if (!(last.layer() instanceof ReshapeLayer) || last.shape().rank() != 1) {
            return null;
        }
        Tensor mean = last.inputs().get(0);
        if (!(mean.layer() instanceof MeanLayer layer)) {
            return null;
        }
        Tensor x = mean.inputs().get(0);
        int rank = x.shape().rank();
        List<Integer> places = IntStream.range(1, rank).boxed().toList();
        List<Integer> axes = layer.axis().stream()
                .map(axis -> Math.floorMod(axis, rank))
                .sorted()
                .toList();
        boolean fits = rank >= 3
                && layer.keepDims()
                && axes.equals(places)
                && last.shape().axis(0).equals(x.shape().axis(0));
        return fits ? x.globalAvgPool() : null;
    }
}
