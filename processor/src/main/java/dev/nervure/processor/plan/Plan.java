package dev.nervure.processor.plan;

import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Residual;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Elementwise;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that emission needs to know and may not decide.
 *
 * @param program what is computed
 * @param names the local variables
 * @param layouts how each parameter lies in memory
 * @param fusedInto the elementwise step that is computed together with a step
 * @param pooledInto the pooling that is computed together with a convolution
 * @param residuals the sum that is computed together with a product
 * @param inference where values lie in activations for inference
 * @param training where they lie in activations for training
 * @param gradients where gradients lie for training
 * @param blocks the plan of each block that repeats
 * @param decisions what was chosen for the code of layers, and why; those of blocks are in their plans
 */
public record Plan(
        Program program,
        Names names,
        Map<String, Layout> layouts,
        Map<Step, Step> fusedInto,
        Map<Step, Step> pooledInto,
        Map<Step, Residual> residuals,
        Buffers inference,
        Buffers training,
        Buffers gradients,
        Map<Repetition, Plan> blocks,
        List<Decision> decisions) {
    /** The plan of a block that repeats. */
    public Plan block(Repetition repeat) {
        return Objects.requireNonNull(blocks.get(repeat), repeat::name);
    }

    /** How a parameter, or its gradient, lies in memory. */
    public Layout layout(Value parameter) {
        Layout layout = layouts.get(parameter.name());
        if (layout == null) {
            throw new IllegalStateException(parameter + " is not a parameter");
        }
        return layout;
    }

    /** Whether two values lie in one array in some activations or gradients. */
    public boolean mayShare(Value a, Value b) {
        return Stream.of(inference, training, gradients)
                .anyMatch(buffers -> buffers.of(a) != null && Objects.equals(buffers.of(a), buffers.of(b)));
    }

    /** The elementwise step that is computed together with {@code step}; null if there is none. */
    public @Nullable Step fused(Step step) {
        return fusedInto.get(step);
    }

    /** The pooling that is computed together with {@code step}; null if there is none. */
    public @Nullable Step pooled(Step step) {
        return pooledInto.get(step);
    }

    /** The sum that is computed together with {@code step}; null if there is none. */
    public @Nullable Residual residual(Step step) {
        return residuals.get(step);
    }

    /** Whether a step is computed together with one before it. */
    public boolean isFused(Step step) {
        return fusedInto.containsValue(step)
                || pooledInto.containsValue(step)
                || residuals.values().stream()
                        .anyMatch(residual -> residual.further().contains(step));
    }

    /** What a step computes, together with those that are fused into it: a line for each value that may be kept. */
    public String formula(Step step) {
        Step pooled = pooled(step);
        return pooled == null
                ? withFunction(step)
                : withFunction(step) + "\n" + pooled.op().formula(pooled);
    }

    private String withFunction(Step step) {
        Residual residual = residual(step);
        Step fused = fused(step);
        List<Step> further = residual != null ? residual.further() : fused != null ? List.of(fused) : List.of();
        String formula = step.op().formula(step);
        Value z = step.output();
        for (Step next : further) {
            String right = formula.substring(formula.indexOf(" = ") + 3);
            Value last = z;
            Object[] operands = next.inputs().stream()
                    .map(value -> value.equals(last) ? right : value.local())
                    .toArray();
            formula = next.output().local() + " = " + ((Elementwise) next.op()).titled(operands);
            z = next.output();
        }
        return formula;
    }
}
