package dev.nervure.processor.plan;

import dev.nervure.processor.graph.Decision;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.LeftOut;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that emission needs to know and may not decide.
 *
 * @param program what is computed
 * @param names the local variables
 * @param sizes what the sizes of each value's axes are called
 * @param leftOut how many optional results each step of forward that has some does not store
 * @param inference where values lie in activations for inference
 * @param training where they lie in activations for training
 * @param gradients where gradients lie for training
 * @param blocks the plan of each block that repeats
 */
public record Plan(
        Program program,
        Names names,
        Map<Value, Sizes> sizes,
        Map<Step, LeftOut> leftOut,
        Buffers inference,
        Buffers training,
        Buffers gradients,
        Map<Repetition, Plan> blocks) {
    /** The plan of a block that repeats. */
    public Plan block(Repetition repeat) {
        return Objects.requireNonNull(blocks.get(repeat), repeat::name);
    }

    /** How a parameter, or its gradient, lies in memory. */
    public Layout layout(Value parameter) {
        return program.layout(parameter);
    }

    /** What was chosen for the code of layers, and why; that of blocks is in their plans. */
    public List<Decision> decisions() {
        return program.decisions();
    }

    /** Whether two values lie in one array in some activations or gradients. */
    public boolean mayShare(Value a, Value b) {
        return Stream.of(inference, training, gradients)
                .anyMatch(buffers -> buffers.of(a) != null && Objects.equals(buffers.of(a), buffers.of(b)));
    }

    /** How many optional results of a step are not stored; those of losses all are. */
    public LeftOut leftOut(Step step) {
        return leftOut.getOrDefault(step, LeftOut.NOTHING);
    }

    /** What has an array in some activations: tensors, then what steps of forward and loss write. */
    public Set<Value> activations() {
        Set<Value> values = new LinkedHashSet<>(program.tensors().values());
        Stream.concat(program.forward().stream(), program.loss().stream()).forEach(step -> values.addAll(stored(step)));
        return values;
    }

    /** What a step of forward or loss writes and some activations hold. */
    public List<Value> stored(Step step) {
        List<Value> absent =
                step.op().optional(step).stream().limit(absent(step)).toList();
        return step.outputs().stream().filter(value -> !absent.contains(value)).toList();
    }

    private int absent(Step step) {
        LeftOut left = leftOut.get(step);
        return left == null ? 0 : left.everything();
    }
}
