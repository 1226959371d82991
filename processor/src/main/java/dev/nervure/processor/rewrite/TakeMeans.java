package dev.nervure.processor.rewrite;

import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Convolve;
import dev.nervure.processor.op.Ending;
import dev.nervure.processor.op.Reduction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The mean of each channel of a convolution's results: inference stores the means alone. */
final class TakeMeans extends Fusion {
    @Override
    boolean isAbout(Step next, Step first, boolean kernel) {
        int rank = first.output().shape().rank();
        return kernel
                && first.op().parts(first).get(0).op() instanceof Convolve
                && next.op() instanceof Reduction mean
                && mean.kind() == Reduction.Kind.MEAN
                && mean.axes().equals(IntStream.range(1, rank).boxed().toList());
    }

    @Override
    @Nullable
    String obstacle(Step next, Step first, boolean kernel) {
        return null;
    }

    @Override
    String reason(Step next) {
        return "taken while the results are in the cache; inference does not store what they are taken of";
    }

    @Override
    public void follow(Step step, Value before, Ending ending) {
        ending.pool("forwardMean", step);
    }

    @Override
    public boolean storesBefore() {
        return true;
    }
}
