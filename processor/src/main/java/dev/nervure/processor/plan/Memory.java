package dev.nervure.processor.plan;

import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Repeat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The arrays that one call needs for one sample, each with the values that lie in it one after the other. */
public final class Memory {
    /**
     * One array, or all arrays of the turns of a block.
     *
     * @param values what lies in it
     * @param turns the block; null for a single array
     * @param shared whether the plan lets values share it
     */
    public record Array(List<Value> values, @Nullable Repetition turns, boolean shared, long bytes) {}

    private final Plan plan;
    private final Program program;
    private final List<Array> arrays = new ArrayList<>();

    private Memory(Plan plan) {
        this.plan = plan;
        this.program = plan.program();
    }

    /** The arrays of activations, for inference or for training. */
    public static List<Array> activations(Plan plan, boolean training) {
        Memory memory = new Memory(plan);
        memory.activations(training);
        return List.copyOf(memory.arrays);
    }

    /** The arrays of the gradients of tensors in training. */
    public static List<Array> gradients(Plan plan) {
        Memory memory = new Memory(plan);
        memory.gradients();
        return List.copyOf(memory.arrays);
    }

    public static long bytes(List<Array> arrays) {
        return arrays.stream().mapToLong(Array::bytes).sum();
    }

    private void activations(boolean training) {
        Set<Value> values = plan.activations();
        if (program.unit().block()) {
            program.unit().inputs().forEach(node -> values.remove(program.tensor(node)));
        }
        for (Step step : program.forward()) {
            if (step.op() instanceof Repetition repeat) {
                values.remove(step.output()); // the last turn's own
                long bytes = turns(repeat, training) * bytes(activations(plan.block(repeat), training));
                if (training && repeat.recompute()) {
                    bytes += (repeat.times() - 1L) * step.output().bytes();
                }
                arrays.add(new Array(List.of(step.output()), repeat, false, bytes));
            }
        }
        place(values, training ? plan.training() : plan.inference());
    }

    private void gradients() {
        Set<Value> values = new LinkedHashSet<>();
        Set<Value> training = new HashSet<>();
        for (Step step : program.backward()) {
            step.outputs().stream().filter(out -> !out.isParameter()).forEach(out -> {
                values.add(out);
                if (!step.when().looking()) {
                    training.add(out);
                }
            });
        }
        program.unit().outputs().forEach(node -> always(node, values, training));
        if (program.unit().block()) {
            program.unit().inputs().forEach(node -> always(node, values, training));
            program.unit()
                    .outputs()
                    .forEach(node -> values.remove(gradient(node))); // given, as are those that turns share
            program.unit().inputs().stream().skip(1).forEach(node -> values.remove(gradient(node)));
        }
        for (Step step : program.backward()) {
            if (step.op() instanceof Repeat.Backward back) {
                values.remove(step.output()); // the first turn's own
                Repetition repeat = back.repeat();
                int turns = repeat.body().repeats().isEmpty() ? Math.min(2, repeat.times()) : repeat.times();
                arrays.add(
                        new Array(List.of(step.output()), repeat, false, turns * bytes(gradients(plan.block(repeat)))));
            }
        }
        values.removeAll(program.aliases().keySet());
        values.removeIf(value -> value.element() != Value.Element.DOUBLE
                && !training.contains(value)
                && plan.gradients().of(value) == null);
        place(values, plan.gradients());
    }

    private void always(Node node, Collection<Value> values, Collection<Value> training) {
        Value gradient = gradient(node);
        if (gradient != null) {
            values.add(gradient);
            training.add(gradient);
        }
    }

    private @Nullable Value gradient(Node node) {
        return program.gradients().get(program.tensor(node));
    }

    /** Shared arrays first, then each value that has an array of its own. */
    private void place(Collection<Value> values, Buffers buffers) {
        TreeMap<Integer, List<Value>> shared = new TreeMap<>();
        List<Value> own = new ArrayList<>();
        for (Value value : values) {
            Integer buffer = buffers.of(value);
            if (buffer == null) {
                own.add(value);
            } else {
                shared.computeIfAbsent(buffer, k -> new ArrayList<>()).add(value);
            }
        }
        for (int i = 0; i < buffers.sizes().size(); i++) {
            long bytes = 4L * buffers.sizes().get(i);
            arrays.add(new Array(List.copyOf(Objects.requireNonNullElse(shared.get(i), List.of())), null, true, bytes));
        }
        own.forEach(value -> arrays.add(new Array(List.of(value), null, false, value.bytes())));
    }

    /** How many turns have arrays of their own. */
    private static int turns(Repetition repeat, boolean training) {
        if (!repeat.body().repeats().isEmpty()) {
            return repeat.times();
        }
        return training ? (repeat.recompute() ? 1 : repeat.times()) : Math.min(2, repeat.times());
    }
}
