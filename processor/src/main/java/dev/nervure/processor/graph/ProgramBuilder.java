package dev.nervure.processor.graph;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Node;
import dev.nervure.dsl.ParameterSpec;
import dev.nervure.dsl.layer.TargetLayer;
import dev.nervure.processor.op.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Collects the steps of a network, node by node in canonical order. */
public final class ProgramBuilder {
    private final Network network;
    private final Map<String, Value> tensors = new LinkedHashMap<>();
    private final Map<String, Value> parameters = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private List<Step> steps = new ArrayList<>();
    private final List<Step> forward = steps;

    private ProgramBuilder(Network network) {
        this.network = network;
        for (Node node : network.nodes()) {
            Value.Element element = node.type().element() == ElementType.INT ? Value.Element.INT : Value.Element.FLOAT;
            tensors.put(node.name(), Value.tensor(node.name(), node.type().shape(), element));
            names.add(node.name());
        }
        for (ParameterSpec spec : network.parameters()) {
            parameters.put(spec.name(), Value.parameter(free(Identifiers.camelCase(spec.name())), spec));
        }
    }

    /** The program of a network, each node lowered by {@code lowering}. */
    public static Program build(Network network, BiConsumer<Node, ProgramBuilder> lowering) {
        ProgramBuilder builder = new ProgramBuilder(network);
        Set<Node> main = new HashSet<>();
        network.outputs().forEach(output -> ancestors(output, main));
        network.nodes().stream().filter(main::contains).forEach(node -> lowering.accept(node, builder));
        builder.steps = new ArrayList<>();
        network.nodes().stream().filter(node -> !main.contains(node)).forEach(node -> lowering.accept(node, builder));
        return new Differentiation(network, builder.forward, builder.steps, builder.tensors, builder.parameters)
                .program();
    }

    public Value tensor(String name) {
        return get(tensors, name);
    }

    public Value parameter(ParameterSpec spec) {
        return get(parameters, spec.name());
    }

    /** A value that no declaration names. */
    public Value intermediate(String name, dev.nervure.dsl.Shape shape, Value.Element element) {
        return Value.intermediate(free(name), shape, element);
    }

    public void step(Op op, List<Value> inputs, List<Value> outputs, String layer) {
        steps.add(new Step(op, inputs, outputs, layer, false, Step.When.ALWAYS));
    }

    /** The step that computes a value; null for inputs and parameters. */
    public @Nullable Step producer(Value value) {
        List<Step> all = new ArrayList<>(forward);
        all.addAll(steps);
        return all.stream()
                .filter(step -> step.outputs().contains(value))
                .reduce((first, last) -> last)
                .orElse(null);
    }

    /** How many nodes read a node; that a node is an output counts for nothing here. */
    public int readers(Node node) {
        return (int)
                network.nodes().stream().filter(n -> n.inputs().contains(node)).count();
    }

    private String free(String name) {
        String free = name;
        while (!names.add(free)) {
            free += "_";
        }
        return free;
    }

    private static Value get(Map<String, Value> values, String name) {
        Value value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no value " + name);
        }
        return value;
    }

    private static void ancestors(Node node, Set<Node> found) {
        if (found.add(node)) {
            node.inputs().forEach(input -> ancestors(input, found));
        }
    }

    static boolean isTarget(Network network, Value value) {
        return network.nodes().stream()
                .anyMatch(node ->
                        node.layer() instanceof TargetLayer && node.name().equals(value.name()));
    }
}
