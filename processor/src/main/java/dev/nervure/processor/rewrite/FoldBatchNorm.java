package dev.nervure.processor.rewrite;

import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.BatchNorm;
import dev.nervure.processor.op.Ending;
import dev.nervure.processor.op.Linear;
import org.jspecify.annotations.Nullable;

/**
 * Batch norm of a product's results, in inference: running statistics are known before the product. A training pass takes
 * statistics of the product's results, so training stores those, and normalises them by a step of its own.
 */
final class FoldBatchNorm extends Fusion {
    @Override
    boolean isAbout(Step next, Step first, boolean kernel) {
        return next.op() instanceof BatchNorm && next.input(0).equals(first.output());
    }

    @Override
    @Nullable
    String obstacle(Step next, Step first, boolean kernel) {
        if (!kernel) {
            return "only the runtime's products normalise their results";
        }
        boolean linear = first.op() instanceof Linear;
        return linear && first.output().shape().rank() > 1 ? "its channels are not the outputs of the product" : null;
    }

    @Override
    String reason(Step next) {
        return "inference normalises by running statistics while results are in the cache";
    }

    @Override
    public void follow(Step step, Value before, Ending ending) {
        ending.normalize(step);
    }
}
