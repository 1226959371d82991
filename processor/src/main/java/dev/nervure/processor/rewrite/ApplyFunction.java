package dev.nervure.processor.rewrite;

import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Convolve;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Ending;
import dev.nervure.processor.op.Epilogues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of each of a product's results z. Training stores z only if the slope of the function needs it, as those of
 * GELU and SiLU do; inference never does.
 */
final class ApplyFunction extends Fusion {
    @Override
    boolean isAbout(Step next, Step first, boolean kernel) {
        boolean oneTensor = !first.output().named();
        return next.inputs().equals(List.of(first.output()))
                && (oneTensor || (kernel && next.op() instanceof Elementwise));
    }

    @Override
    @Nullable
    String obstacle(Step next, Step first, boolean kernel) {
        if (!(next.op() instanceof Elementwise function)) {
            return "it is not computed element by element";
        }
        if (kernel) {
            return Epilogues.has(next) ? null : "the runtime's products do not apply it";
        }
        if (first.op() instanceof Convolve) {
            return "only the runtime's convolutions apply functions to their results";
        }
        return function.slopeFromValue() ? null : "its slope needs z, so z is kept";
    }

    @Override
    String reason(Step next) {
        return ((Elementwise) next.op()).slopeFromValue()
                ? "its slope follows from its value, so z is not kept"
                : "applied while results are in the cache; z is kept for training alone";
    }

    @Override
    String subject(Step next) {
        return next.op() instanceof Elementwise e ? e.titled("z") : super.subject(next);
    }

    @Override
    public void follow(Step step, Value before, Ending ending) {
        ending.apply(step);
    }
}
