package dev.nervure.processor.differentiate;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Step.When;
import dev.nervure.processor.graph.Unit;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Fill;
import dev.nervure.processor.op.Repeat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reverse-mode differentiation of a program: each step, last one first, adds what its operation's derivative rule says.
 * The first contribution to a gradient sets it, the others add to it.
 *
 * <p>The backward program has one beginning of two: from the loss, or from gradients of the outputs that the caller
 * wrote. Either way the gradients of the outputs are complete before the steps between inputs and outputs run.
 */
public final class Differentiation implements Adjoint {
    private final Program program;
    private final Unit unit;
    private final Map<Value, Value> gradients = new LinkedHashMap<>();
    private final Set<Value> begun = new LinkedHashSet<>();
    private final Set<Value> targets = new HashSet<>();
    private final List<Step> backward = new ArrayList<>();
    private final List<Step> shown = new ArrayList<>();
    private final NameScope names = new NameScope(List.of("keep"));
    private String layer = "";
    private When when = When.ALWAYS;

    private Differentiation(Program program) {
        this.program = program;
        this.unit = program.unit();
        program.tensors().values().forEach(value -> names.add(value.name()));
        program.parameters().values().forEach(value -> names.add(value.name()));
        Stream.concat(program.forward().stream(), program.loss().stream()).forEach(step -> {
            step.outputs().forEach(value -> names.add(value.name()));
            if (step.op() instanceof Repetition repeat) {
                names.add(repeat.field());
            }
        });
        unit.targets().forEach(node -> targets.add(value(node)));
    }

    /** A program with its backward steps, and its blocks with theirs. */
    public static Program of(Program forward) {
        return new Differentiation(forward.withBodies(Differentiation::of)).differentiated();
    }

    private Program differentiated() {
        if (unit.block()) {
            unit.inputs().stream().skip(1).map(this::value).filter(this::wanted).forEach(shared -> {
                gradientOf(shared); // every turn adds to it; who runs the turns sets it to 0 before
                begun.add(shared);
            });
        }
        if (unit.block() || learns()) {
            fromLoss();
            fromOutputs();
            backward.addAll(shown);
        }
        return program.withBackward(markLooking(backward), gradients);
    }

    private boolean learns() {
        return program.parameters().values().stream().anyMatch(this::wanted)
                || program.forward().stream().anyMatch(step -> step.op() instanceof Repeat r && learns(r.body()));
    }

    private static boolean learns(Program block) {
        return block.parameters().values().stream().anyMatch(value -> Objects.requireNonNull(value.parameter())
                        .trainable())
                || block.repeats().stream().anyMatch(r -> learns(r.body()));
    }

    private void fromLoss() {
        List<Value> outputs =
                unit.outputs().stream().map(this::value).filter(this::wanted).toList();
        if (!unit.losses().isEmpty()) {
            when = When.FROM_LOSS;
            differentiate(program.loss());
            for (Value output : outputs) {
                if (!begun.contains(output)) {
                    contribute(output, new Fill(0f), List.of());
                }
            }
            when = When.FROM_OUTPUTS;
            begun.stream() // what a pass from the loss left there must not count
                    .filter(value -> !outputs.contains(value) && !isLoss(value))
                    .sorted(Comparator.comparing(Value::name))
                    .forEach(value -> backward.add(step(new Fill(0f), List.of(), value, false)));
        }
        outputs.forEach(this::gradientOf);
        begun.addAll(outputs);
    }

    private void fromOutputs() {
        when = When.ALWAYS;
        differentiate(program.forward());
        unreached(program.loss());
        unreached(program.forward());
    }

    /** What no gradient reaches, since it ends on the way, has one of zeros. */
    private void unreached(List<Step> steps) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            layer = step.layer();
            Stream.concat(step.outputs().stream(), step.inputs().stream())
                    .filter(value -> value.named() && wanted(value) && !begun.contains(value) && !isLoss(value))
                    .distinct()
                    .forEach(value -> contribute(value, new Fill(0f), List.of()));
        }
    }

    @Override
    public void differentiate(List<Step> steps) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            layer = step.layer();
            unit.losses().stream()
                    .filter(node -> step.outputs().contains(value(node)))
                    .forEach(node -> contribute(value(node), new Fill(((LossLayer) node.layer()).weight()), List.of()));
            if (step.outputs().stream().anyMatch(begun::contains)) {
                step.op().differentiate(step, this);
            }
        }
    }

    @Override
    public Value gradient(Value output) {
        return gradientOf(output);
    }

    @Override
    public boolean reached(Value output) {
        return begun.contains(output);
    }

    @Override
    public boolean wanted(Value input) {
        if (input.element() != Value.Element.FLOAT || targets.contains(input)) {
            return false;
        }
        return input.parameter() == null || input.parameter().trainable();
    }

    @Override
    public void contribute(Value input, Op op, List<Value> reads, Value... further) {
        if (wanted(input)) {
            List<Value> writes = new ArrayList<>(List.of(gradientOf(input)));
            writes.addAll(List.of(further));
            backward.add(new Step(op, reads, writes, layer, !begun.add(input), when));
        }
    }

    @Override
    public void contribute(List<Value> inputs, Op op, List<Value> reads) {
        for (Value input : inputs) {
            if (begun.add(input)) {
                backward.add(step(new Fill(0f), List.of(), input, false));
            }
        }
        backward.add(new Step(op, reads, inputs.stream().map(this::gradientOf).toList(), layer, true, when));
    }

    @Override
    public Value working(String name, Shape shape) {
        return Value.intermediate(names.add(name), shape, Value.Element.FLOAT).gradient();
    }

    @Override
    public void show(Value input, Op op, List<Value> reads) {
        if (wanted(input)) {
            shown.add(new Step(op, reads, List.of(gradientOf(input)), layer, false, When.LOOKING_FROM_LOSS));
            if (unit.outputs().stream().noneMatch(output -> value(output) == input)) {
                shown.add(new Step(
                        new Fill(0f), List.of(), List.of(gradientOf(input)), layer, false, When.LOOKING_FROM_OUTPUTS));
            }
        }
    }

    @Override
    public void refuse(Step step) {
        throw NetworkException.tensor(
                step.layer(),
                Message.SECOND_DERIVATIVE,
                step.layer(),
                step.op().family(),
                step.op().formula(step));
    }

    @Override
    public List<Value> intermediates(String name, List<Value> likes, Op op, List<Value> reads) {
        List<Value> results = new ArrayList<>();
        for (Value like : likes) {
            if (like.element() == Value.Element.FLOAT) {
                String suffix = results.isEmpty() ? "" : Integer.toString(results.size() + 1);
                results.add(Value.intermediate(names.add(name + suffix), like.shape(), Value.Element.FLOAT)
                        .gradient());
            }
        }
        backward.add(new Step(op, reads, results, layer, false, when));
        return results;
    }

    @Override
    public Value intermediate(String name, Shape shape, Value.Element element, Op op, List<Value> reads) {
        Value result = Value.intermediate(names.add(name), shape, element).gradient();
        backward.add(new Step(op, reads, List.of(result), layer, false, when));
        return result;
    }

    private Step step(Op op, List<Value> reads, Value input, boolean add) {
        return new Step(op, reads, List.of(gradientOf(input)), layer, add, when);
    }

    private Value gradientOf(Value value) {
        return gradients.computeIfAbsent(value, Value::gradient);
    }

    private Value value(Node node) {
        return program.tensor(node);
    }

    private boolean isLoss(Value value) {
        return unit.losses().stream().anyMatch(node -> value(node) == value);
    }

    /** Marks the steps that no parameter's gradient depends on: they run only for who looks at tensors. */
    private List<Step> markLooking(List<Step> steps) {
        Set<Value> needed = new HashSet<>();
        if (unit.block()) {
            unit.inputs().stream()
                    .map(this::value)
                    .filter(this::wanted)
                    .forEach(input -> needed.add(gradientOf(input)));
        }
        List<Step> marked = new ArrayList<>(steps);
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            boolean learning =
                    step.op() instanceof Repeat.Backward b && learns(b.repeat().body());
            if (learning || step.outputs().stream().anyMatch(out -> out.isParameter() || needed.contains(out))) {
                if (!step.when().looking()) {
                    needed.addAll(step.inputs());
                    needed.addAll(step.outputs());
                }
            } else {
                marked.set(i, step.when(step.when().whenLooking()));
            }
        }
        return List.copyOf(marked);
    }
}
