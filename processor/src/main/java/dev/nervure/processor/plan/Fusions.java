package dev.nervure.processor.plan;

import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Residual;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Convolve;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Linear;
import dev.nervure.processor.op.Pool;
import dev.nervure.processor.plan.Decision.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Products and what is computed together with them: functions of their results and sums with another tensor, so that
 * forward need not keep what is between, and maxima of windows of a convolution, so that inference need not.
 */
final class Fusions {
    private final Program program;
    private final Map<String, Layout> layouts;

    private Fusions(Program program, Map<String, Layout> layouts) {
        this.program = program;
        this.layouts = layouts;
    }

    /** The function that is computed together with a step; reasons are added to {@code decisions}. */
    static Map<Step, Step> choose(Program program, Map<String, Layout> layouts, List<Decision> decisions) {
        Fusions choice = new Fusions(program, layouts);
        Map<Step, Step> fused = new LinkedHashMap<>();
        for (int i = 0; i + 1 < program.forward().size(); i++) {
            Step step = program.forward().get(i);
            Step next = program.forward().get(i + 1);
            if (product(step) && !step.output().named() && next.inputs().equals(step.outputs())) {
                String obstacle = choice.obstacle(step, next);
                if (obstacle == null) {
                    fused.put(step, next);
                }
                decisions.add(decision(next, obstacle));
            }
        }
        return fused;
    }

    /** The pooling that is computed together with a convolution. */
    static Map<Step, Step> pooled(
            Program program, Map<String, Layout> layouts, Map<Step, Step> fused, List<Decision> decisions) {
        Fusions choice = new Fusions(program, layouts);
        Map<Step, Step> pooled = new LinkedHashMap<>();
        List<Step> steps = program.forward();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Step function = fused.get(step);
            int next = i + (function == null ? 1 : 2);
            if (next < steps.size()
                    && steps.get(next).op() instanceof Pool pool
                    && step.op() instanceof Convolve convolve
                    && convolve.pools(step, choice.layout(step), function)
                    && pool.halves(steps.get(next))
                    && choice.onlyReader(steps.get(next), function == null ? step : function)) {
                pooled.put(step, steps.get(next));
                decisions.add(new Decision(
                        steps.get(next).layer(),
                        pool.formula(steps.get(next)),
                        Choice.FUSED,
                        "taken while the sums are in the cache; inference does not store what they are taken of"));
            }
        }
        return pooled;
    }

    /** The sum with another tensor, of the same shape and computed before, that is computed together with a product. */
    static Map<Step, Residual> residuals(
            Program program, Map<String, Layout> layouts, Map<Step, Step> fused, List<Decision> decisions) {
        Fusions choice = new Fusions(program, layouts);
        Map<Step, Residual> residuals = new LinkedHashMap<>();
        List<Step> steps = program.forward();
        for (int i = 0; i + 1 < steps.size(); i++) {
            Step step = steps.get(i);
            Step next = steps.get(i + 1);
            if (product(step) && !fused.containsKey(step) && addsTo(step, next)) {
                String obstacle = choice.obstacleToSum(step, next);
                decisions.add(new Decision(
                        next.layer(),
                        right(next.op().formula(next)),
                        obstacle == null ? Choice.FUSED : Choice.SEPARATE,
                        obstacle == null ? "what is between is not kept" : obstacle));
                if (obstacle == null) {
                    Step function =
                            i + 2 < steps.size() ? choice.functionOfSum(next, steps.get(i + 2), decisions) : null;
                    residuals.put(step, new Residual(step, next, function));
                }
            }
        }
        return residuals;
    }

    private static boolean product(Step step) {
        return step.op() instanceof Linear || step.op() instanceof Convolve;
    }

    private static boolean addsTo(Step product, Step next) {
        return next.op() instanceof Elementwise e
                && e.sum()
                && next.inputs().stream().filter(product.output()::equals).count() == 1;
    }

    private @Nullable String obstacleToSum(Step product, Step sum) {
        Value z = product.output();
        Layout layout = layout(product);
        boolean kernel =
                product.op() instanceof Convolve convolve ? convolve.callsKernel(layout) : layout == Layout.MATRIX;
        if (!kernel) {
            return "only the runtime's products add to their results";
        }
        if (!sum.inputs().stream().allMatch(operand -> operand.shape().equals(z.shape()))) {
            return "it adds another shape";
        }
        return needed(z) ? z.local() + " is needed again" : null;
    }

    private @Nullable Step functionOfSum(Step sum, Step next, List<Decision> decisions) {
        if (!next.inputs().equals(sum.outputs()) || !(next.op() instanceof Elementwise)) {
            return null;
        }
        String obstacle = Linear.obstacle(next, Layout.MATRIX);
        if (obstacle == null && needed(sum.output())) {
            obstacle = sum.output().local() + " is needed again";
        }
        decisions.add(decision(next, obstacle));
        return obstacle == null ? next : null;
    }

    private static Decision decision(Step function, @Nullable String obstacle) {
        return new Decision(
                function.layer(),
                function(function),
                obstacle == null ? Choice.FUSED : Choice.SEPARATE,
                obstacle == null ? "its slope follows from its value, so z is not kept" : obstacle);
    }

    /** Whether more than one step reads a value, or who calls the forward pass. */
    private boolean needed(Value value) {
        return readers(value) > 1 || output(value);
    }

    private boolean output(Value value) {
        return program.unit().outputs().stream()
                .anyMatch(node -> program.tensor(node).equals(value));
    }

    /** Whether nothing but {@code step}, and backward, reads what {@code of} computes. */
    private boolean onlyReader(Step step, Step of) {
        Value value = of.output();
        return step.input(0).equals(value)
                && !output(value)
                && Stream.of(program.forward(), program.loss())
                                .flatMap(List::stream)
                                .filter(reader -> reader.inputs().contains(value))
                                .count()
                        == 1;
    }

    private Layout layout(Step step) {
        return layouts.getOrDefault(step.input(1).name(), Layout.FLAT);
    }

    private static String function(Step step) {
        return step.op() instanceof Elementwise e
                ? e.titled("z")
                : right(step.op().formula(step));
    }

    private static String right(String formula) {
        return formula.substring(formula.indexOf(" = ") + 3);
    }

    private @Nullable String obstacle(Step step, Step next) {
        Layout layout = layout(step);
        String obstacle = step.op() instanceof Convolve convolve
                ? convolve.obstacle(next, layout)
                : Linear.obstacle(next, layout);
        return obstacle == null && readers(step.output()) > 1 ? "backward reads z again" : obstacle;
    }

    private long readers(Value value) {
        return Stream.of(program.forward(), program.loss(), program.backward())
                .flatMap(List::stream)
                .filter(step -> step.inputs().contains(value))
                .count();
    }
}
