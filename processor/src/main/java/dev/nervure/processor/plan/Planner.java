package dev.nervure.processor.plan;

import dev.nervure.dsl.Node;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Convolve;
import dev.nervure.processor.op.Linear;
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
        Planner planner = new Planner(program, options);
        Map<String, Layout> layouts = planner.layouts();
        Map<Step, Step> fused = planner.fusions(layouts);
        return new Plan(
                program,
                new Names(planner.values()),
                layouts,
                fused,
                planner.activations(false, fused),
                planner.activations(true, fused),
                planner.gradients(),
                planner.blocks());
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

    private Map<String, Layout> layouts() {
        Map<String, Layout> layouts = new HashMap<>();
        for (Value parameter : program.parameters().values()) {
            layouts.put(parameter.name(), layout(parameter));
        }
        return layouts;
    }

    /** HotSpot turns loops of about 17 to 47 trips into straight scalar code instead of vectors: see docs/decisions.md. */
    private static boolean vectorises(int trips) {
        return trips <= 16 || trips >= 48;
    }

    /** The first layout by size that every reader can work with. */
    private Layout layout(Value parameter) {
        List<Step> readers = forwardAndLoss.stream()
                .filter(step -> step.inputs().contains(parameter))
                .toList();
        int size = parameter.shape().size();
        int width =
                parameter.shape().rank() == 0 ? 1 : parameter.shape().axis(0).max();
        boolean convolved = readers.stream().anyMatch(step -> step.op() instanceof Convolve);
        long work = readers.stream()
                .mapToLong(step -> step.op().multiplyAdds(step))
                .max()
                .orElse(0);
        List<Layout> order = !convolved && (size <= options.unrollLimit() || work == 0)
                ? List.of(Layout.FLAT, Layout.MATRIX, Layout.INPUT_MAJOR)
                : !convolved && work <= options.loopLimit() && vectorises(width)
                        ? List.of(Layout.INPUT_MAJOR, Layout.MATRIX, Layout.FLAT)
                        : List.of(Layout.MATRIX, Layout.INPUT_MAJOR, Layout.FLAT);
        return order.stream()
                .filter(layout -> readers.stream()
                        .allMatch(step -> step.op().layouts(step, parameter).contains(layout)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no layout suits all readers of " + parameter));
    }

    /** Products and the functions of their results that are computed at once: forward need not keep what is between. */
    private Map<Step, Step> fusions(Map<String, Layout> layouts) {
        Map<Step, Step> fused = new LinkedHashMap<>();
        for (int i = 0; i + 1 < program.forward().size(); i++) {
            Step step = program.forward().get(i);
            Step next = program.forward().get(i + 1);
            if (!step.output().named()
                    && next.inputs().equals(step.outputs())
                    && canFuse(step, next, layouts)
                    && readers(step.output()) == 1) {
                fused.put(step, next);
            }
        }
        return fused;
    }

    private static boolean canFuse(Step step, Step next, Map<String, Layout> layouts) {
        if (step.op() instanceof Linear) {
            return Linear.canFuse(next, layouts.getOrDefault(step.input(1).name(), Layout.FLAT));
        }
        return step.op() instanceof Convolve convolve
                && convolve.canFuse(next, layouts.getOrDefault(step.input(1).name(), Layout.FLAT));
    }

    private long readers(Value value) {
        List<Step> all = new ArrayList<>(forwardAndLoss);
        all.addAll(program.backward());
        return all.stream().filter(step -> step.inputs().contains(value)).count();
    }

    private Buffers activations(boolean training, Map<Step, Step> fused) {
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
        for (Step step : program.forward()) {
            Step next = fused.get(step);
            if (next != null) {
                steps.add(new Step(step.op(), step.inputs(), next.outputs(), step.layer(), false, step.when()));
            } else if (!fused.containsValue(step)) {
                steps.add(step);
            }
        }
        return Buffers.share(steps, kept);
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
                kept);
    }
}
