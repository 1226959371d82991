package dev.nervure.processor.report;

import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Memory;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From which step to which each value is needed, in the arrays that the plan gave them. */
final class Timeline {
    private final Program program;
    private final List<Facts.Step> steps = new ArrayList<>();
    private final Map<Value, int[]> lives = new LinkedHashMap<>();

    private Timeline(Plan plan) {
        this.program = plan.program();
        program.unit().inputs().forEach(node -> live(program.tensor(node), 0));
    }

    static Facts.MemoryMap inference(Plan plan) {
        Timeline timeline = new Timeline(plan);
        timeline.run(Facts.Pass.FORWARD, plan.program().forward());
        timeline.outlive();
        return timeline.map(Memory.activations(plan, false), List.of());
    }

    static Facts.MemoryMap training(Plan plan) {
        Timeline timeline = new Timeline(plan);
        plan.program()
                .unit()
                .targets()
                .forEach(node -> timeline.live(plan.program().tensor(node), 0));
        timeline.run(Facts.Pass.FORWARD, plan.program().forward());
        timeline.outlive();
        timeline.run(Facts.Pass.LOSS, plan.program().loss());
        timeline.run(
                Facts.Pass.BACKWARD,
                plan.program().backward().stream()
                        .filter(step -> !step.when().looking())
                        .toList());
        return timeline.map(Memory.activations(plan, true), Memory.gradients(plan));
    }

    private void run(Facts.Pass pass, List<Step> run) {
        for (Step step : run) {
            steps.add(new Facts.Step(pass, step.layer(), step.op().formula(step)));
            int now = steps.size() - 1;
            step.inputs().forEach(value -> live(value, now));
            step.outputs().forEach(value -> live(value, now));
        }
    }

    private void live(Value value, int step) {
        int[] life = lives.computeIfAbsent(value, k -> new int[] {step, step});
        life[1] = Math.max(life[1], step);
    }

    /** The caller reads the outputs when all steps have run. */
    private void outlive() {
        program.unit().outputs().forEach(node -> live(program.tensor(node), Math.max(0, steps.size() - 1)));
    }

    private Facts.MemoryMap map(List<Memory.Array> activations, List<Memory.Array> gradients) {
        List<Facts.Array> arrays = new ArrayList<>();
        activations.forEach(array -> arrays.add(array(array, false)));
        gradients.forEach(array -> arrays.add(array(array, true)));
        arrays.sort(Comparator.comparing(Facts.Array::gradients).thenComparing(Timeline::begin));
        return new Facts.MemoryMap(Memory.bytes(activations) + Memory.bytes(gradients), List.copyOf(steps), arrays);
    }

    /** The first step that needs an array; unneeded ones come last. */
    private static int begin(Facts.Array array) {
        return array.values().stream()
                .filter(life -> life.to() >= 0)
                .mapToInt(Facts.Life::from)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private Facts.Array array(Memory.Array array, boolean gradients) {
        return new Facts.Array(
                gradients,
                array.shared(),
                array.turns() != null,
                array.bytes(),
                array.values().stream()
                        .map(this::life)
                        .sorted(Comparator.comparing(Facts.Life::from))
                        .toList());
    }

    private Facts.Life life(Value value) {
        int @Nullable [] life = lives.get(value);
        return new Facts.Life(
                value.local(), value.shape().toString(), life == null ? 0 : life[0], life == null ? -1 : life[1]);
    }
}
