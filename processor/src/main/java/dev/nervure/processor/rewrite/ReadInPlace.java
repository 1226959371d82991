package dev.nervure.processor.rewrite;

import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Attend;
import dev.nervure.processor.op.Copy;
import dev.nervure.processor.op.Fused;
import dev.nervure.processor.op.Repeat;
import dev.nervure.processor.op.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters and constants that are tensors of the network are read where they stand, forward and backward, instead of
 * being copied into activations by every call. The copy stays for those who look at all tensors, and for what takes arrays
 * of activations by reference: blocks that repeat, and attention, whose weights can be looked at.
 */
final class ReadInPlace implements Rewrite {
    @Override
    public Program apply(Program program) {
        Map<Value, Value> places = new HashMap<>();
        for (Step step : program.forward()) {
            Value source = source(step, program);
            if (source != null && !program.isOutput(step.output())) {
                places.put(step.output(), source);
            }
        }
        return places.isEmpty()
                ? program
                : program.withForward(read(program.forward(), places))
                        .withLoss(read(program.loss(), places))
                        .withBackward(read(program.backward(), places));
    }

    /** What holds the values that a step copies; null if it computes some. */
    private static @Nullable Value source(Step step, Program program) {
        if (step.op() instanceof Table table) {
            return table.constant(step.output());
        }
        boolean parameter = step.op() instanceof Copy && step.input(0).holder() == Value.Holder.WEIGHTS;
        return parameter
                        && step.input(0).shape().equals(step.output().shape())
                        && program.layout(step.input(0)) == Layout.FLAT
                ? step.input(0)
                : null;
    }

    private static List<Step> read(List<Step> steps, Map<Value, Value> places) {
        return steps.stream().map(step -> read(step, places)).toList();
    }

    private static Step read(Step step, Map<Value, Value> places) {
        boolean byReference = step.op() instanceof Repetition
                || step.op() instanceof Repeat.Backward
                || step.op() instanceof Fused
                || step.op() instanceof Attend;
        if (byReference || step.inputs().stream().noneMatch(places::containsKey)) {
            return step;
        }
        List<Value> inputs = step.inputs().stream()
                .map(value -> places.getOrDefault(value, value))
                .toList();
        return new Step(step.op(), inputs, step.outputs(), step.layer(), step.add(), step.when());
    }
}
