package dev.nervure.processor.rewrite;

import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Ending;
import dev.nervure.processor.op.Epilogues;
import dev.nervure.processor.op.Pool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maxima of windows of a convolution's results: inference stores the maxima alone. */
final class TakeMaxima extends Fusion {
    @Override
    boolean isAbout(Step next, Step first, boolean kernel) {
        return kernel && next.op() instanceof Pool pool && pool.halves(next);
    }

    @Override
    @Nullable
    String obstacle(Step next, Step first, boolean kernel) {
        List<Step> parts = first.op().parts(first);
        Step last = parts.get(parts.size() - 1);
        boolean function = last.op() instanceof Elementwise e && !e.sum();
        return function && !Epilogues.isRelu(last) ? "maxima are taken after no function but ReLU" : null;
    }

    @Override
    String reason(Step next) {
        return "taken while the sums are in the cache; inference does not store what they are taken of";
    }

    @Override
    public void follow(Step step, Value before, Ending ending) {
        ending.pool("forwardMaxPool", step);
    }

    @Override
    public boolean storesBefore() {
        return true;
    }
}
