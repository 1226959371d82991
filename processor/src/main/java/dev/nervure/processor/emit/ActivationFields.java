package dev.nervure.processor.emit;

import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Plan;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What activations hold.
 *
 * @param values each in a field
 * @param given those that a block gets from where it repeats
 * @param repeats the blocks that repeat, by the step that runs them
 */
record ActivationFields(Set<Value> values, Set<Value> given, Map<Step, Repetition> repeats) {
    static ActivationFields of(Plan plan) {
        Program program = plan.program();
        Set<Value> given = new LinkedHashSet<>();
        if (program.unit().block()) {
            program.unit().inputs().forEach(node -> given.add(program.tensor(node)));
        }
        Map<Step, Repetition> repeats = new LinkedHashMap<>();
        for (Step step : program.forward()) {
            if (step.op() instanceof Repetition repeat) {
                repeats.put(step, repeat);
            }
        }
        return new ActivationFields(plan.activations(), given, repeats);
    }

    /** Whether turns of a block can use the arrays of the turn before the last: not if they have turns within. */
    static boolean shares(Program program) {
        return program.unit().block() && program.repeats().isEmpty();
    }
}
