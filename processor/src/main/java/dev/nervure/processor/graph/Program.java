package dev.nervure.processor.graph;

import dev.nervure.dsl.network.Node;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A unit as steps. Each stage of the processor is a pass that makes a program of a program: layouts, what is computed
 * together, the chain rule.
 *
 * @param unit what it was made from
 * @param forward from the inputs to the outputs
 * @param loss from there to the losses
 * @param backward the chain rule, last layer first; empty where nothing is trainable, and before differentiation
 * @param tensors the value of each node's tensor, by name, in canonical order
 * @param parameters the value of each parameter, by full name; those of blocks that repeat are the blocks' own
 * @param gradients the gradient of each value that has one; empty before differentiation
 * @param layouts how each parameter lies in memory, by its field; empty before they are chosen
 * @param channelsLast the values that inference holds with their channels as the last axis; empty before they are chosen
 * @param decisions what passes chose, and why
 */
public record Program(
        Unit unit,
        List<Step> forward,
        List<Step> loss,
        List<Step> backward,
        Map<String, Value> tensors,
        Map<String, Value> parameters,
        Map<Value, Value> gradients,
        Map<String, Layout> layouts,
        Set<Value> channelsLast,
        List<Decision> decisions) {
    /** A program as it was lowered: forward and loss. */
    public static Program of(
            Unit unit, List<Step> forward, List<Step> loss, Map<String, Value> tensors, Map<String, Value> parameters) {
        return new Program(
                unit,
                List.copyOf(forward),
                List.copyOf(loss),
                List.of(),
                tensors,
                parameters,
                Map.of(),
                Map.of(),
                Set.of(),
                List.of());
    }

    /** The same with other steps in forward. */
    public Program withForward(List<Step> steps) {
        return new Program(
                unit,
                List.copyOf(steps),
                loss,
                backward,
                tensors,
                parameters,
                gradients,
                layouts,
                channelsLast,
                decisions);
    }

    /** The same with other steps in the loss. */
    public Program withLoss(List<Step> steps) {
        return new Program(
                unit,
                forward,
                List.copyOf(steps),
                backward,
                tensors,
                parameters,
                gradients,
                layouts,
                channelsLast,
                decisions);
    }

    /** The same with other steps in backward. */
    public Program withBackward(List<Step> steps) {
        return withBackward(steps, gradients);
    }

    /** The same with a backward pass. */
    public Program withBackward(List<Step> steps, Map<Value, Value> gradientOf) {
        return new Program(
                unit,
                forward,
                loss,
                List.copyOf(steps),
                tensors,
                parameters,
                Map.copyOf(gradientOf),
                layouts,
                channelsLast,
                decisions);
    }

    /** The same with a layout of each parameter. */
    public Program withLayouts(Map<String, Layout> chosen) {
        return new Program(
                unit,
                forward,
                loss,
                backward,
                tensors,
                parameters,
                gradients,
                Map.copyOf(chosen),
                channelsLast,
                decisions);
    }

    /** The same with values that inference holds with their channels last. */
    public Program withChannelsLast(Set<Value> chosen) {
        return new Program(
                unit, forward, loss, backward, tensors, parameters, gradients, layouts, Set.copyOf(chosen), decisions);
    }

    /** The same with more decisions. */
    public Program withDecisions(List<Decision> more) {
        return new Program(
                unit,
                forward,
                loss,
                backward,
                tensors,
                parameters,
                gradients,
                layouts,
                channelsLast,
                Stream.concat(decisions.stream(), more.stream()).toList());
    }

    /**
     * The same with each block that repeats as a pass leaves it. A pass that begins with this reaches all blocks, those
     * within blocks first.
     */
    public Program withBodies(UnaryOperator<Program> pass) {
        if (repeats().isEmpty()) {
            return this;
        }
        IdentityHashMap<Program, Program> done = new IdentityHashMap<>(); // forward and backward have the same bodies
        UnaryOperator<Program> once = body -> {
            Program known = done.get(body);
            if (known == null) {
                known = pass.apply(body);
                done.put(body, known);
            }
            return known;
        };
        return new Program(
                unit,
                withBodies(forward, once),
                loss,
                withBodies(backward, once),
                tensors,
                parameters,
                gradients,
                layouts,
                channelsLast,
                decisions);
    }

    private static List<Step> withBodies(List<Step> steps, UnaryOperator<Program> pass) {
        List<Step> result = new ArrayList<>();
        for (Step step : steps) {
            Op op = step.op().withBody(pass);
            result.add(
                    op == step.op()
                            ? step
                            : new Step(op, step.inputs(), step.outputs(), step.layer(), step.add(), step.when()));
        }
        return List.copyOf(result);
    }

    public Value tensor(Node node) {
        return Objects.requireNonNull(tensors.get(node.name()), node::name);
    }

    /** How a parameter, or its gradient, lies in memory. */
    public Layout layout(Value parameter) {
        Layout layout = layouts.get(parameter.name());
        if (layout == null) {
            throw new IllegalStateException(parameter + " is not a parameter");
        }
        return layout;
    }

    /** The gradients that are the array of another one, each with the one whose array it is. */
    public Map<Value, Value> aliases() {
        Map<Value, Value> aliases = new LinkedHashMap<>();
        for (Step step : backward) {
            if (step.op().isAlias()) {
                Value read = step.input(0);
                aliases.put(step.output(), aliases.getOrDefault(read, read));
            }
        }
        return aliases;
    }

    /** Whether the unit computes a value for others. */
    public boolean isOutput(Value value) {
        return unit.outputs().stream().anyMatch(node -> tensor(node).equals(value));
    }

    public boolean trainable() {
        return !backward.isEmpty();
    }

    public boolean hasLoss() {
        return !unit.losses().isEmpty();
    }

    /** The blocks that repeat, in the order in which they run. */
    public List<Repetition> repeats() {
        return forward.stream()
                .map(Step::op)
                .filter(Repetition.class::isInstance)
                .map(Repetition.class::cast)
                .toList();
    }

    /** The multiplications with an addition for one sample, at the maximum. */
    public long multiplyAdds() {
        return forward.stream().mapToLong(step -> step.op().multiplyAdds(step)).sum();
    }

    /** The number of learned and fixed values, those of all turns of blocks included. */
    public long parameterCount() {
        return count(true);
    }

    /** The same without those that are not learned, such as running means. */
    public long learnedCount() {
        return count(false);
    }

    private long count(boolean fixedToo) {
        long own = parameters.values().stream()
                .filter(value -> fixedToo || value.learned())
                .mapToLong(value -> value.shape().size())
                .sum();
        return own
                + repeats().stream()
                        .mapToLong(repeat -> repeat.times() * repeat.body().count(fixedToo))
                        .sum();
    }
}
