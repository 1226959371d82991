package dev.nervure.processor.rewrite;

import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Decision;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Step.When;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Alias;
import dev.nervure.processor.op.Copy;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The gradient of a term of a sum is the gradient of the sum, and that of what is reshaped is that of the result: one
 * array instead of a copy, where nothing is added to either afterwards.
 */
final class GradientsOfSums implements Rewrite {
    @Override
    public Program apply(Program program) {
        return new Rewriting(program).program();
    }

    /** One program while it is rewritten. */
    private static final class Rewriting {
        private final Program program;
        private final Map<Value, Integer> writers = new HashMap<>();
        private final Map<Value, Integer> lastWrite = new HashMap<>();
        private final Map<Value, Value> roots = new HashMap<>();
        private final Set<Value> ofUnit = new HashSet<>();

        Rewriting(Program program) {
            this.program = program;
            for (int i = 0; i < program.backward().size(); i++) {
                for (Value written : program.backward().get(i).outputs()) {
                    writers.merge(written, 1, Integer::sum);
                    lastWrite.put(written, i);
                }
            }
            // Callers write and pass on these arrays.
            Stream<Node> passed = program.unit().block()
                    ? Stream.concat(program.unit().inputs().stream(), program.unit().outputs().stream())
                    : program.unit().outputs().stream();
            passed.map(program::tensor)
                    .filter(program.gradients()::containsKey)
                    .forEach(value -> ofUnit.add(program.gradients().get(value)));
        }

        Program program() {
            List<Step> steps = new ArrayList<>();
            List<Decision> decisions = new ArrayList<>();
            for (int i = 0; i < program.backward().size(); i++) {
                Step step = program.backward().get(i);
                if (copies(step) && isOneArray(step, i)) {
                    Value root = root(step.input(0));
                    roots.put(step.output(), root);
                    steps.add(new Step(new Alias(), step.inputs(), step.outputs(), step.layer(), false, step.when()));
                    decisions.add(new Decision(
                            step.layer(),
                            step.output().local(),
                            Decision.Choice.FUSED,
                            "it is " + step.input(0).local() + ", and nothing is added to either afterwards"));
                } else {
                    steps.add(step);
                }
            }
            return program.withBackward(steps).withDecisions(decisions);
        }

        private Value root(Value value) {
            return roots.getOrDefault(value, value);
        }

        private static boolean copies(Step step) {
            boolean identity = step.op() instanceof Copy
                    || (step.op() instanceof Elementwise e && e.expr().equals(Expr.arg(0)));
            return identity
                    && !step.add()
                    && (step.when() == When.ALWAYS || step.when() == When.LOOKING)
                    && suits(step.input(0))
                    && suits(step.output())
                    && step.input(0).shape().size() == step.output().shape().size()
                    && step.input(0).shape().batched() == step.output().shape().batched();
        }

        private static boolean suits(Value value) {
            return value.holder() == Value.Holder.GRADIENTS
                    && value.element() == Value.Element.FLOAT
                    && !value.isParameter();
        }

        private boolean isOneArray(Step step, int at) {
            Value read = root(step.input(0));
            return writers.getOrDefault(step.output(), 0) == 1
                    && !ofUnit.contains(step.output())
                    && lastWrite.getOrDefault(read, -1) < at;
        }
    }
}
