package dev.nervure.processor.rewrite;

import dev.nervure.processor.graph.Decision;
import dev.nervure.processor.graph.Decision.Choice;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Follower;
import dev.nervure.processor.op.Fused;
import dev.nervure.processor.op.Product;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step becomes part of the product whose result it reads. The result must be read by nothing else in forward and loss,
 * and be no output; backward may read it, and then training stores it.
 */
abstract class Fusion implements Rewrite, Follower {
    /** Whether this fusion is about a step after a product, or one with steps after it. */
    abstract boolean isAbout(Step next, Step first, boolean kernel);

    /** What keeps the step apart, in words; null if nothing does. */
    abstract @Nullable String obstacle(Step next, Step first, boolean kernel);

    /** Why they are computed together, in words. */
    abstract String reason(Step next);

    @Override
    public final Program apply(Program program) {
        List<Step> steps = new ArrayList<>(program.forward());
        List<Decision> decisions = new ArrayList<>();
        for (int i = 1; i < steps.size(); i++) {
            Step next = steps.get(i);
            String obstacle = null;
            Step chosen = null;
            boolean about = false;
            for (Step first : producers(next, steps)) {
                boolean kernel = callsKernel(first, program);
                if (isAbout(next, first, kernel)) {
                    about = true;
                    String found = needed(first.output(), steps, program)
                            ? first.output().local() + " is needed again"
                            : obstacle(next, first, kernel);
                    if (found == null) {
                        chosen = first;
                        break;
                    }
                    obstacle = obstacle == null ? found : obstacle;
                }
            }
            if (chosen != null) {
                steps.set(i, Fused.of(chosen, next, this));
                steps.remove(chosen);
                i--;
                decisions.add(new Decision(next.layer(), subject(next), Choice.FUSED, reason(next)));
            } else if (about) {
                decisions.add(
                        new Decision(next.layer(), subject(next), Choice.SEPARATE, Objects.requireNonNull(obstacle)));
            }
        }
        return program.withForward(steps).withDecisions(decisions);
    }

    /** The products whose result a step reads once, the last computed first. */
    private static List<Step> producers(Step next, List<Step> steps) {
        return steps.stream()
                .filter(step -> Fused.product(step) != null
                        && next.inputs().stream().filter(step.output()::equals).count() == 1)
                .sorted(Comparator.comparing(steps::indexOf).reversed())
                .toList();
    }

    private static boolean callsKernel(Step first, Program program) {
        Step product = Objects.requireNonNull(Fused.product(first));
        return ((Product) product.op()).callsKernel(product, program.layout(product.input(1)));
    }

    private static boolean needed(Value value, List<Step> steps, Program program) {
        return program.isOutput(value)
                || Stream.concat(steps.stream(), program.loss().stream())
                                .filter(step -> step.inputs().contains(value))
                                .count()
                        > 1;
    }

    /** The step in the report. */
    String subject(Step next) {
        String formula = next.op().formula(next);
        return formula.substring(formula.indexOf(" = ") + 3);
    }
}
