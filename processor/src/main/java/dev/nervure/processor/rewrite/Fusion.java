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
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
        return new Rewriting(program).rewritten();
    }

    /** One program while it is rewritten. */
    private final class Rewriting {
        private final Program program;
        /** The steps of forward; null where one became part of a later one. */
        private final @Nullable Step[] steps;
        /** The place of the step that writes a value. */
        private final Map<Value, Integer> writers = new HashMap<>();
        /** How many steps read a value. */
        private final Map<Value, Integer> readers = new HashMap<>();

        private final List<Decision> decisions = new ArrayList<>();

        Rewriting(Program program) {
            this.program = program;
            this.steps = program.forward().toArray(Step[]::new);
            for (int i = 0; i < steps.length; i++) {
                put(i, program.forward().get(i));
            }
            program.loss().forEach(step -> read(step, 1));
        }

        private void put(int place, Step step) {
            steps[place] = step;
            writers.put(step.output(), place);
            read(step, 1);
        }

        private void read(Step step, int more) {
            Set.copyOf(step.inputs()).forEach(value -> readers.merge(value, more, Integer::sum));
        }

        Program rewritten() {
            for (int i = 1; i < steps.length; i++) {
                fuse(i);
            }
            return program.withForward(
                            Arrays.stream(steps).filter(Objects::nonNull).toList())
                    .withDecisions(decisions);
        }

        /** Makes a step part of one before it, or says why not. */
        private void fuse(int place) {
            Step next = Objects.requireNonNull(steps[place]);
            String obstacle = null;
            for (int before : producers(next)) {
                Step first = Objects.requireNonNull(steps[before]);
                boolean kernel = callsKernel(first, program);
                if (!isAbout(next, first, kernel)) {
                    continue;
                }
                String found = needed(first.output())
                        ? first.output().local() + " is needed again"
                        : follows(first) ? "the product does one such step already" : obstacle(next, first, kernel);
                if (found == null) {
                    read(first, -1);
                    read(next, -1);
                    steps[before] = null;
                    put(place, Fused.of(first, next, Fusion.this));
                    decisions.add(new Decision(next.layer(), subject(next), Choice.FUSED, reason(next)));
                    return;
                }
                obstacle = obstacle == null ? found : obstacle;
            }
            if (obstacle != null) {
                decisions.add(new Decision(next.layer(), subject(next), Choice.SEPARATE, obstacle));
            }
        }

        /** Whether a product does a step of this kind: the runtime's epilogue has room for one of each. */
        private boolean follows(Step first) {
            return first.op() instanceof Fused fused && fused.followers().contains(Fusion.this);
        }

        /** The places of the products whose result a step reads once, the last computed first. */
        private List<Integer> producers(Step next) {
            return next.inputs().stream()
                    .filter(value -> Collections.frequency(next.inputs(), value) == 1)
                    .map(writers::get)
                    .filter(place -> place != null && steps[place] != null && Fused.product(steps[place]) != null)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }

        private boolean needed(Value value) {
            return program.isOutput(value) || readers.getOrDefault(value, 0) > 1;
        }
    }

    private static boolean callsKernel(Step first, Program program) {
        Step product = Objects.requireNonNull(Fused.product(first));
        return ((Product) product.op()).callsKernel(product, program.layout(product.input(1)));
    }

    /** The step in the report. */
    String subject(Step next) {
        String formula = next.op().formula(next);
        return formula.substring(formula.indexOf(" = ") + 3);
    }
}
