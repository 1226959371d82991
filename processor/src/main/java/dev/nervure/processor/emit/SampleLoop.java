package dev.nervure.processor.emit;

import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A loop over the samples of a call while a method is written. When it has ended it waits: a step after it that loops over
 * the samples as well goes on in the same loop, if no sample's result depends on another sample.
 *
 * @param variable the number of the sample
 * @param depth how many blocks are open around it
 * @param steps the steps that it holds
 * @param state whether it is open, or waits, or is none
 * @param declares whether it declares variables, whose names others may want
 */
record SampleLoop(String variable, int depth, List<Step> steps, State state, boolean declares) {
    /** Bytes of a loop that may still grow: what goes on in it cannot be cut. */
    static final int SMALL = 1_000;

    private static final Pattern DECLARATION = Pattern.compile("(float|double|int|boolean|\\$\\d*T)(\\[\\])* \\$.*");

    private enum State {
        NONE,
        OPEN,
        WAITING
    }

    static SampleLoop none() {
        return new SampleLoop("", -1, List.of(), State.NONE, false);
    }

    /** One that a step opens. */
    static SampleLoop of(String variable, int depth, Step step) {
        return new SampleLoop(variable, depth, List.of(step), State.OPEN, false);
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    /** Whether it is the block that ends at a depth. */
    boolean isAt(int end) {
        return state == State.OPEN && depth == end;
    }

    SampleLoop waiting() {
        return new SampleLoop(variable, depth, steps, State.WAITING, declares);
    }

    /** The same, open again for one more step. */
    SampleLoop with(Step step) {
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        return new SampleLoop(variable, depth, all, State.OPEN, declares);
    }

    /** The same after a statement. */
    SampleLoop with(String format, int at) {
        boolean own = state == State.OPEN && at == depth + 1;
        return own && DECLARATION.matcher(format).matches()
                ? new SampleLoop(variable, depth, steps, state, true)
                : this;
    }

    /** Whether what a step does with each sample can follow in this loop. */
    boolean goesOn(Step next, int at, Plan plan) {
        return at == depth && !declares && steps.stream().allMatch(step -> independent(step, next, plan));
    }

    /** Whether each sample of a step needs of the step before that sample alone. */
    private static boolean independent(Step before, Step next, Plan plan) {
        if (before.equals(next)) {
            return next.outputs().stream().allMatch(value -> value.shape().batched());
        }
        return values(before).allMatch(a -> values(next).allMatch(b -> independent(a, b, before, next, plan)));
    }

    private static boolean independent(Value a, Value b, Step before, Step next, Plan plan) {
        if (a == b) {
            boolean written = before.outputs().contains(a) || next.outputs().contains(a);
            return !written || a.shape().batched();
        }
        return !plan.mayShare(a, b) || a.shape().size() == b.shape().size();
    }

    private static Stream<Value> values(Step step) {
        return Stream.concat(step.inputs().stream(), step.outputs().stream());
    }
}
