package dev.nervure.processor.emit;

import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Repeat;
import dev.nervure.processor.plan.Buffers;
import dev.nervure.processor.plan.Plan;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What gradients hold.
 *
 * @param parameters the gradients of parameters
 * @param tensors those of tensors, and what steps of backward write besides
 * @param training the tensors that every backward pass writes
 * @param given those that a block gets from where it repeats
 * @param repeats the blocks that repeat, by the step that runs them backwards
 * @param aliases those that lie in the array of another one
 * @param buffers which share an array in training
 */
record GradientFields(
        Set<Value> parameters,
        Set<Value> tensors,
        Set<Value> training,
        Set<Value> given,
        Map<Step, Repetition> repeats,
        Map<Value, Value> aliases,
        Buffers buffers) {
    static GradientFields of(Plan plan) {
        Program program = plan.program();
        GradientFields fields = new GradientFields(
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashMap<>(),
                program.aliases(),
                plan.gradients());
        fields.read(program);
        return fields;
    }

    private void read(Program program) {
        for (Value value : program.parameters().values()) {
            Value gradient = program.gradients().get(value);
            if (gradient != null) {
                parameters.add(gradient);
            }
        }
        for (Step step : program.backward()) {
            step.outputs().stream().filter(out -> !out.isParameter()).forEach(out -> {
                tensors.add(out);
                if (!step.when().looking()) {
                    training.add(out);
                }
            });
            if (step.op() instanceof Repeat.Backward backward) {
                repeats.put(step, backward.repeat());
            }
        }
        program.unit().outputs().forEach(node -> always(node, program));
        if (program.unit().block()) {
            program.unit().inputs().forEach(node -> always(node, program));
            given.add(gradient(program.unit().outputs().get(0), program));
            program.unit().inputs().stream()
                    .skip(1)
                    .map(program::tensor)
                    .map(program.gradients()::get)
                    .filter(Objects::nonNull)
                    .forEach(given::add);
        }
    }

    private void always(Node node, Program program) {
        Value gradient = program.gradients().get(program.tensor(node));
        if (gradient != null) {
            tensors.add(gradient);
            training.add(gradient);
        }
    }

    /** The gradient of a tensor that has one. */
    static Value gradient(Node node, Program program) {
        return Objects.requireNonNull(program.gradients().get(program.tensor(node)), node::name);
    }

    /** Whether a value has an array of its own in all gradients. */
    boolean always(Value value) {
        boolean sums = value.element() == Value.Element.DOUBLE; // of a few values: not worth saving
        return sums || (training.contains(value) && buffers.of(value) == null);
    }

    /** The value in whose array a value lies. */
    Value root(Value value) {
        return aliases.getOrDefault(value, value);
    }

    /** Whether turns of a block can use the arrays of the turn after the next: not if they have turns within. */
    static boolean shares(Program program) {
        return program.unit().block() && program.repeats().isEmpty();
    }
}
