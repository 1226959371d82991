package dev.nervure.processor.plan;

import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Residual;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Repeat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the plan of a program. It depends on the network and the options alone, never on the machine. */
public final class Planner {
    private final Program program;
    private final Options options;
    private final List<Step> forwardAndLoss = new ArrayList<>();

    private Planner(Program program, Options options) {
        this.program = program;
        this.options = options;
        forwardAndLoss.addAll(program.forward());
        forwardAndLoss.addAll(program.loss());
    }

    public static Plan plan(Program program, Options options) {
        List<Decision> decisions = new ArrayList<>();
        Map<String, Layout> layouts = Layouts.choose(program, options, decisions);
        Map<Step, Step> fused = Fusions.choose(program, layouts, decisions);
        Map<Step, Step> pooled = Fusions.pooled(program, layouts, fused, decisions);
        Planner planner = new Planner(PooledBackward.of(program, fused, pooled), options);
        Map<Step, Residual> residuals = Fusions.residuals(program, layouts, fused, decisions);
        return new Plan(
                planner.program,
                new Names(planner.values()),
                layouts,
                fused,
                pooled,
                residuals,
                planner.activations(false, fused, pooled, residuals),
                planner.activations(true, fused, pooled, residuals),
                planner.gradients(),
                planner.blocks(),
                List.copyOf(decisions));
    }

    private Map<Repetition, Plan> blocks() {
        Map<Repetition, Plan> plans = new LinkedHashMap<>();
        program.repeats().forEach(repeat -> plans.put(repeat, plan(repeat.body(), options)));
        return plans;
    }

    private Collection<Value> values() {
        Set<Value> values = new LinkedHashSet<>(program.tensors().values());
        values.addAll(program.parameters().values());
        for (Step step : forwardAndLoss) {
            values.addAll(step.outputs());
        }
        for (Step step : program.backward()) {
            values.addAll(step.inputs());
            values.addAll(step.outputs());
        }
        return values;
    }

    private Buffers activations(
            boolean training, Map<Step, Step> fused, Map<Step, Step> pooled, Map<Step, Residual> residuals) {
        Set<Value> kept = new HashSet<>();
        program.unit().inputs().forEach(node -> kept.add(program.tensor(node)));
        program.unit().outputs().forEach(node -> kept.add(program.tensor(node)));
        for (Step step : program.forward()) {
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
        Set<Step> within = new HashSet<>(fused.values());
        within.addAll(pooled.values());
        residuals.values().forEach(residual -> within.addAll(residual.further()));
        for (Step step : program.forward()) {
            if (within.contains(step)) {
                continue;
            }
            List<Value> inputs = new ArrayList<>(step.inputs());
            Step function = fused.get(step);
            List<Value> outputs = new ArrayList<>(function == null ? step.outputs() : function.outputs());
            Step pool = pooled.get(step);
            if (pool != null) {
                if (!training) {
                    unstored.addAll(outputs);
                    outputs.clear();
                }
                outputs.addAll(pool.outputs());
            }
            Residual residual = residuals.get(step);
            if (residual != null) {
                inputs.add(residual.added());
                unstored.addAll(residual.between());
                outputs = List.of(residual.output());
            }
            steps.add(new Step(step.op(), inputs, outputs, step.layer(), step.add(), step.when()));
        }
        return Buffers.share(steps, kept, unstored);
    }

    private void keepGradient(Node node, Set<Value> kept) {
        Value gradient = program.gradients().get(program.tensor(node));
        if (gradient != null) {
            kept.add(gradient);
        }
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
        return Buffers.share(
                program.backward().stream()
                        .filter(step -> !step.when().looking())
                        .toList(),
                kept,
                Set.of());
    }
}
