package dev.nervure.processor.emit;

import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Buffers;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a network costs, told in the header of its model. */
final class Costs {
    private Costs() {}

    static String sentence(Plan plan) {
        Program program = plan.program();
        long parameters = program.network().parameters().stream()
                .mapToLong(spec -> spec.size())
                .sum();
        long work = program.forward().stream()
                .mapToLong(step -> step.op().multiplyAdds(step))
                .sum();
        return String.format(
                Locale.ROOT,
                "%,d parameters, %,d bytes. One sample: %,d multiply-adds; activations of %,d bytes for inference, %,d for "
                        + "training.",
                parameters,
                4 * parameters,
                work,
                bytes(plan, plan.inference()),
                bytes(plan, plan.training()));
    }

    /** The bytes of activations for one sample, shared arrays counted once. */
    private static long bytes(Plan plan, @Nullable Buffers buffers) {
        Set<Value> values = new LinkedHashSet<>(plan.program().tensors().values());
        List<Step> steps = new ArrayList<>(plan.program().forward());
        steps.addAll(plan.program().loss());
        steps.stream().filter(step -> plan.fused(step) == null).forEach(step -> values.addAll(step.outputs()));
        long floats = 0;
        for (Value value : values) {
            if (buffers == null || buffers.of(value) == null) {
                floats += value.shape().size();
            }
        }
        if (buffers != null) {
            floats += buffers.sizes().stream().mapToLong(Integer::longValue).sum();
        }
        return 4 * floats;
    }
}
