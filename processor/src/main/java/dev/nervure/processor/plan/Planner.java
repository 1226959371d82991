package dev.nervure.processor.plan;

import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.LeftOut;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Repeat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Makes the plan of a program. It depends on the network and the options alone, never on the machine. */
public final class Planner {
    private final Program program;
    private final List<Step> forwardAndLoss = new ArrayList<>();
    private final Map<Step, LeftOut> leftOut = new HashMap<>();
    private final Set<Value> readInForward = new HashSet<>();
    private final Set<Value> readInBackward = new HashSet<>();

    private Planner(Program program) {
        this.program = program;
        forwardAndLoss.addAll(program.forward());
        forwardAndLoss.addAll(program.loss());
        forwardAndLoss.forEach(step -> readInForward.addAll(step.inputs()));
        program.backward().forEach(step -> readInBackward.addAll(step.inputs()));
        for (Step step : program.forward()) {
            List<Value> optional = step.op().optional(step);
            if (!optional.isEmpty()) {
                leftOut.put(
                        step,
                        new LeftOut(
                                leftOut(optional, value -> value.named() || inForward(value) || inBackward(value)),
                                leftOut(optional, value -> inForward(value) || inBackward(value)),
                                leftOut(optional, this::inForward)));
            }
        }
    }

    /** The plan of a program and of its blocks. */
    public static Plan plan(Program program) {
        Planner planner = new Planner(program);
        Map<Repetition, Plan> blocks = new LinkedHashMap<>();
        program.repeats().forEach(repeat -> blocks.put(repeat, plan(repeat.body())));
        return new Plan(
                program,
                new Names(planner.values(), planner.fields()),
                SizeNames.of(program),
                planner.leftOut,
                planner.activations(false),
                planner.activations(true),
                planner.gradients(),
                blocks);
    }

    /** How many results come before the first that is needed. */
    private static int leftOut(List<Value> optional, Predicate<Value> needed) {
        int left = 0;
        while (left < optional.size() && !needed.test(optional.get(left))) {
            left++;
        }
        return left;
    }

    private boolean inForward(Value value) {
        return program.isOutput(value) || readInForward.contains(value);
    }

    private boolean inBackward(Value value) {
        return readInBackward.contains(value);
    }

    /** The fields of generated classes that hold no value. */
    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        program.repeats().forEach(repeat -> fields.add(repeat.field()));
        program.unit().symbols().forEach(symbol -> fields.add(Identifiers.lengths(symbol)));
        return fields;
    }

    private Collection<Value> values() {
        Set<Value> values = new LinkedHashSet<>(program.tensors().values());
        values.addAll(program.parameters().values());
        for (Step step : forwardAndLoss) {
            step.inputs().stream()
                    .filter(value -> value.holder() == Value.Holder.ACTIVATIONS)
                    .forEach(values::add); // of a stream also its position, which no step computes
            values.addAll(step.outputs());
        }
        for (Step step : program.backward()) {
            step.inputs().stream()
                    .filter(value -> value.holder() != Value.Holder.CONSTANTS)
                    .forEach(values::add);
            values.addAll(step.outputs());
        }
        return values;
    }

    private Buffers activations(boolean training) {
        Set<Value> kept = new HashSet<>();
        program.unit().inputs().forEach(node -> kept.add(program.tensor(node)));
        program.unit().outputs().forEach(node -> kept.add(program.tensor(node)));
        for (Step step : program.forward()) {
            step.outputs().stream().filter(Value::state).forEach(kept::add);
            if (step.op() instanceof Repetition) {
                kept.add(step.output()); // the last turn's own array
                kept.addAll(step.inputs()); // turns keep them by reference
            }
        }
        program.loss().forEach(step -> {
            kept.addAll(step.inputs());
            kept.addAll(step.outputs());
        });
        if (training) {
            program.backward().forEach(step -> kept.addAll(step.inputs()));
        }
        List<Step> steps = new ArrayList<>();
        Set<Value> unstored = new LinkedHashSet<>();
        for (Step step : program.forward()) {
            LeftOut left = leftOut.get(step);
            if (left == null) {
                steps.add(step);
                continue;
            }
            List<Value> optional = step.op().optional(step);
            List<Value> missing = optional.subList(0, training ? left.training() : left.inference());
            unstored.addAll(missing.subList(left.everything(), missing.size()));
            List<Value> outputs = step.outputs().stream()
                    .filter(value -> !missing.contains(value))
                    .toList();
            steps.add(new Step(step.op(), step.inputs(), outputs, step.layer(), step.add(), step.when()));
        }
        return Buffers.share(steps, kept, unstored);
    }

    private void keepGradient(Node node, Set<Value> kept) {
        Value gradient = program.gradients().get(program.tensor(node));
        if (gradient != null) {
            kept.add(gradient);
        }
    }

    /** The same step on the values whose arrays they are. */
    private static Step withoutAliases(Step step, Map<Value, Value> aliases) {
        List<Value> inputs = step.inputs().stream()
                .map(value -> aliases.getOrDefault(value, value))
                .toList();
        return new Step(step.op(), inputs, step.outputs(), step.layer(), step.add(), step.when());
    }

    private Buffers gradients() {
        Set<Value> kept = new HashSet<>();
        for (Node node : program.unit().outputs()) {
            keepGradient(node, kept);
        }
        if (program.unit().block()) {
            program.unit().inputs().forEach(node -> keepGradient(node, kept));
        }
        for (Step step : program.backward()) {
            step.outputs().stream().filter(Value::isParameter).forEach(kept::add);
            if (step.op() instanceof Repeat.Backward) {
                kept.addAll(step.inputs());
                kept.addAll(step.outputs());
            }
        }
        Map<Value, Value> aliases = program.aliases();
        List.copyOf(kept).forEach(value -> kept.add(aliases.getOrDefault(value, value)));
        List<Step> steps = program.backward().stream()
                .filter(step -> !step.when().looking() && !step.op().isAlias())
                .map(step -> withoutAliases(step, aliases))
                .toList();
        return Buffers.share(steps, kept, Set.of()).with(aliases);
    }
}
