package dev.nervure.processor.emit;

import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Buffers;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a network costs, told in the header of its model. */
final class Costs {
    private Costs() {}

    static String sentence(Plan plan) {
        Program program = plan.program();
        long parameters = program.parameterCount();
        return String.format(
                Locale.ROOT,
                "%,d parameters, %,d bytes. One sample: %,d multiply-adds; activations of %,d bytes for inference, %,d for "
                        + "training.",
                parameters,
                4 * parameters,
                program.multiplyAdds(),
                bytes(plan, false),
                bytes(plan, true));
    }

    /** The bytes of activations for one sample, shared arrays counted once. */
    private static long bytes(Plan plan, boolean training) {
        Buffers buffers = training ? plan.training() : plan.inference();
        Set<Value> values = new LinkedHashSet<>(plan.program().tensors().values());
        List<Step> steps = new ArrayList<>(plan.program().forward());
        steps.addAll(plan.program().loss());
        steps.stream().filter(step -> plan.fused(step) == null).forEach(step -> values.addAll(step.outputs()));
        if (plan.program().unit().block()) {
            plan.program()
                    .unit()
                    .inputs()
                    .forEach(node -> values.remove(plan.program().tensor(node)));
        }
        long floats = buffers.sizes().stream().mapToLong(Integer::longValue).sum();
        for (Step step : plan.program().forward()) {
            if (step.op() instanceof Repetition repeat) {
                values.remove(step.output()); // the last turn's own
                floats += turns(repeat, training) * bytes(plan.block(repeat), training) / 4;
                if (training && repeat.recompute()) {
                    floats += (repeat.times() - 1L) * step.output().shape().size();
                }
            }
        }
        for (Value value : values) {
            if (buffers.of(value) == null) {
                floats += value.shape().size();
            }
        }
        return 4 * floats;
    }

    /** How many turns have arrays of their own. */
    private static int turns(Repetition repeat, boolean training) {
        if (!repeat.body().repeats().isEmpty()) {
            return repeat.times();
        }
        return training ? (repeat.recompute() ? 1 : repeat.times()) : Math.min(2, repeat.times());
    }
}
