package dev.nervure.processor.rewrite;

import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Ending;
import org.jspecify.annotations.Nullable;

/** The sum of a product's results and another tensor of their shape: neither inference nor training stores the results. */
final class AddResidual extends Fusion {
    @Override
    boolean isAbout(Step next, Step first, boolean kernel) {
        return next.op() instanceof Elementwise e && e.sum();
    }

    @Override
    @Nullable
    String obstacle(Step next, Step first, boolean kernel) {
        if (!kernel) {
            return "only the runtime's products add to their results";
        }
        return next.inputs().stream().allMatch(operand -> operand.shape()
                        .equals(first.output().shape()))
                ? null
                : "it adds another shape";
    }

    @Override
    String reason(Step next) {
        return "added while results are in the cache; only activations that keep every tensor store both";
    }

    @Override
    public void follow(Step step, Value before, Ending ending) {
        ending.add(step, step.input(step.input(0).equals(before) ? 1 : 0));
    }
}
