package dev.nervure.processor.lower;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.DerivativeLayer;
import dev.nervure.dsl.layer.PartLayer;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Unit;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Repeat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects the steps of a unit, node by node in canonical order. */
final class ProgramBuilder {
    private final Unit unit;
    private final String place;
    private final String suffix;
    private final BiConsumer<Node, ProgramBuilder> lowering;
    private final Map<String, Value> tensors = new LinkedHashMap<>();
    private final Map<String, Value> parameters = new LinkedHashMap<>();
    private final Map<String, Value> sharedParts = new HashMap<>();
    private final Map<Value, InnerGradients> derivatives = new HashMap<>();
    private final NameScope names;
    private final Set<String> classes;
    private final List<Step> forward = new ArrayList<>();
    private final List<Step> loss = new ArrayList<>();
    private Frame frame = new Frame();
    private List<Step> steps = forward;

    private ProgramBuilder(
            Unit unit, String place, String suffix, Set<String> classes, BiConsumer<Node, ProgramBuilder> lowering) {
        this.unit = unit;
        this.place = place;
        this.suffix = suffix;
        this.classes = classes;
        this.lowering = lowering;
        for (Node node : unit.nodes()) {
            Value value = Value.tensor(node.name(), node.type().shape(), element(node));
            tensors.put(node.name(), value);
            frame.values.put(node, value);
        }
        this.names = new NameScope(tensors.keySet());
        unit.symbols().forEach(symbol -> names.add(Identifiers.lengths(symbol)));
    }

    /** The forward and loss steps of a unit, each node lowered by {@code lowering}. */
    static Program build(Unit unit, BiConsumer<Node, ProgramBuilder> lowering) {
        return build(unit, "", "", new HashSet<>(), lowering);
    }

    private static Program build(
            Unit unit, String place, String suffix, Set<String> classes, BiConsumer<Node, ProgramBuilder> lowering) {
        ProgramBuilder builder = new ProgramBuilder(unit, place, suffix, classes, lowering);
        Set<Node> main = new HashSet<>();
        unit.outputs().forEach(output -> ancestors(output, main));
        unit.nodes().stream().filter(main::contains).forEach(node -> lowering.accept(node, builder));
        builder.steps = builder.loss;
        unit.nodes().stream().filter(node -> !main.contains(node)).forEach(node -> lowering.accept(node, builder));
        return Program.of(unit, builder.forward, builder.loss, builder.tensors, builder.parameters);
    }

    /** A block that repeats in this unit, lowered in the same way. */
    Repeat block(Node node, Block block, int times, boolean recompute) {
        String path = frame.path(node);
        String name = path.isEmpty() ? name(node) : Identifiers.camelCase(path);
        String ownSuffix = suffix(name);
        Program body = build(
                Unit.of(block, recompute),
                place(path.isEmpty() ? name : path) + ".",
                suffix + ownSuffix,
                classes,
                lowering);
        return new Repeat(name, names.add(NameScope.small(name)), ownSuffix, path, times, body);
    }

    /** What the classes of a block are called after: another name for each, also where a file system ignores case. */
    private String suffix(String name) {
        String wanted = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        while (!classes.add((suffix + wanted).toLowerCase(Locale.ROOT))) {
            wanted += "_";
        }
        return wanted;
    }

    /** Lowers the graph that a node's layer is short for; its result is the node's tensor. */
    void inline(Node node, Block block) {
        Frame outer = frame;
        Frame inner = outer.within(node);
        for (int i = 0; i < block.inputs().size(); i++) {
            inner.values.put(block.inputs().get(i), value(node.inputs().get(i)));
        }
        inner.values.put(block.result(), value(node));
        for (Node each : block.nodes()) {
            if (!inner.values.containsKey(each)) {
                inner.values.put(
                        each, intermediate(inner.name(each), each.type().shape(), element(each)));
            }
        }
        frame = inner;
        block.nodes().stream()
                .filter(each -> !block.inputs().contains(each))
                .forEach(each -> lowering.accept(each, this));
        frame = outer;
    }

    /** Where something of this unit stands in the network: its name after those of the blocks around it. */
    String place(String own) {
        return place + own;
    }

    /** The value of a node's tensor. */
    Value value(Node node) {
        return Objects.requireNonNull(frame.values.get(node), node::toString);
    }

    /** Where output {@code i} of a node's layer goes: the tensor that takes it, or what several copy; null if none does. */
    @Nullable
    Value part(Node whole, int i) {
        List<Node> takers = frame.values.keySet().stream()
                .filter(node -> node.layer() instanceof PartLayer part
                        && part.value() == i
                        && node.inputs().get(0).equals(whole))
                .toList();
        if (takers.size() < 2) {
            return takers.isEmpty() ? null : value(takers.get(0));
        }
        return sharedParts.computeIfAbsent(
                value(whole).name() + "Part" + i,
                name -> intermediate(name, takers.get(0).type().shape(), element(takers.get(0))));
    }

    /** The value of a parameter that a node reads. */
    Value parameter(ParameterSpec spec, String reader) {
        String name = frame.path(spec.name());
        ParameterSpec full = new ParameterSpec(name, spec.shape(), spec.initial(), spec.trainable());
        return parameters.computeIfAbsent(
                name, k -> Value.parameter(names.add(NameScope.small(Identifiers.parameter(name, reader))), full));
    }

    /** What the values of a node are called, with an ending of their own. */
    String name(Node node) {
        return frame.name(node);
    }

    /** A value that no declaration names. */
    Value intermediate(String name, Shape shape, Value.Element element) {
        return Value.intermediate(names.add(name), shape, element);
    }

    /** Adds a step for a node. */
    void step(Op op, List<Value> inputs, List<Value> outputs, Node node) {
        steps.add(new Step(op, inputs, outputs, frame.layer(node), false, Step.When.ALWAYS));
    }

    /** Adds the steps of a node that is the derivative of one tensor with respect to another. */
    void derivative(Node node) {
        Value of = value(node.inputs().get(0));
        InnerGradients gradients = derivatives.get(of);
        if (gradients == null || !gradients.reaches(value(node.inputs().get(1)))) {
            Set<Value> with = unit.nodes().stream()
                    .filter(each -> each.layer() instanceof DerivativeLayer && frame.values.containsKey(each))
                    .filter(each -> value(each.inputs().get(0)).equals(of))
                    .map(each -> value(each.inputs().get(1)))
                    .collect(Collectors.toSet());
            gradients = InnerGradients.of(this, node, of, with);
            derivatives.put(of, gradients);
        }
        gradients.result(node, value(node.inputs().get(1)), value(node));
    }

    /** The steps so far, in order. */
    List<Step> steps() {
        List<Step> all = new ArrayList<>(forward);
        all.addAll(loss);
        return all;
    }

    /** The step that computes a value; null for inputs and parameters. */
    @Nullable
    Step producer(Value value) {
        return steps().stream()
                .filter(step -> step.outputs().contains(value))
                .reduce((first, last) -> last)
                .orElse(null);
    }

    /** How many nodes of the unit read a node; that a node is an output counts for nothing here. */
    int readers(Node node) {
        return (int)
                unit.nodes().stream().filter(n -> n.inputs().contains(node)).count();
    }

    private static Value.Element element(Node node) {
        return node.type().element() == ElementType.FLOAT ? Value.Element.FLOAT : Value.Element.INT;
    }

    private static void ancestors(Node node, Set<Node> found) {
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.remove();
            if (found.add(next)) {
                open.addAll(next.inputs());
            }
        }
    }
}
