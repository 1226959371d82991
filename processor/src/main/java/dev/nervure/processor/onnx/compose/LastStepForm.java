package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.PartLayer;
import dev.nervure.dsl.layer.RecurrentLayer;
import dev.nervure.dsl.layer.ReshapeLayer;
import dev.nervure.dsl.layer.SliceLayer;
import org.jspecify.annotations.Nullable;

/** The last step of a recurrent layer in one direction, or its final state, where nobody reads the other steps. */
final class LastStepForm implements Form {
    @Override
    public @Nullable Tensor find(Tensor last, Readers readers) {
        Tensor steps = last.layer() instanceof PartLayer part && part.value() == 1
                ? last.inputs().get(0)
                : sliced(last);
        if (steps == null
                || !(steps.layer() instanceof RecurrentLayer layer)
                || layer.bidirectional()
                || layer.layers() != 1
                || layer.lastOnly()
                || !readers.isReadOnce(steps)) {
            return null;
        }
        return Tensor.of(Layers.with(layer, "lastOnly", true), steps.inputs().toArray(new Tensor[0]));
    }

    /** What a tensor is the last step of; null if it is none. */
    private static @Nullable Tensor sliced(Tensor last) {
        Tensor slice = last.layer() instanceof ReshapeLayer ? last.inputs().get(0) : last;
        if (slice == last || !(slice.layer() instanceof SliceLayer layer)) {
            return null;
        }
        Tensor steps = slice.inputs().get(0);
        int length = steps.shape().axis(0).max();
        boolean ends = layer.axis() == 0
                && steps.shape().rank() == 2
                && last.shape().rank() == 1
                && (layer.start() == -1 || (steps.shape().constant() && layer.start() == length - 1));
        return ends ? steps : null;
    }
}
