package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Collects the nodes and values of an ONNX graph. */
final class GraphBuilder {
    private record OnnxNode(String op, List<@Nullable Edge> inputs, List<Edge> outputs, List<Attribute> attributes) {}

    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<Edge, Proto> constants = new LinkedHashMap<>();
    private final Map<String, Edge> constantsByText = new HashMap<>();
    private final Map<String, Edge> parameters = new LinkedHashMap<>();
    private final Map<Edge, TensorType> inputs = new LinkedHashMap<>();
    private final Map<Edge, TensorType> outputs = new LinkedHashMap<>();
    private final Map<Edge, TensorType> described = new LinkedHashMap<>();
    private final Set<Edge> needed = new HashSet<>();
    private final Set<String> taken;

    /**
     * A graph without nodes.
     *
     * @param reserved the names of all parameters; no other value gets one of them
     */
    GraphBuilder(Collection<String> reserved) {
        taken = new HashSet<>(reserved);
    }

    Edge input(String name, TensorType type) {
        Edge edge = new Edge(name);
        edge.name = free(name);
        inputs.put(edge, type);
        return edge;
    }

    /** A parameter, or a table: its values are written behind the graph. */
    Edge parameter(String name) {
        return parameters.computeIfAbsent(name, k -> {
            Edge edge = new Edge(name);
            edge.name = name;
            return edge;
        });
    }

    /** Whether an output depends on a parameter; known when the graph is built. */
    boolean reads(String parameter) {
        Edge edge = parameters.get(parameter);
        return edge != null && needed.contains(edge);
    }

    /** A constant; those of equal text are one. */
    Edge constant(String text, Proto tensor) {
        return constantsByText.computeIfAbsent(text, k -> {
            Edge edge = new Edge(text);
            constants.put(edge, tensor);
            return edge;
        });
    }

    /** A node with one output; a null stands for an optional input that is absent. */
    Edge node(String op, String wish, List<@Nullable Edge> inputs, Attribute... attributes) {
        return nodes(op, List.of(wish), inputs, attributes).get(0);
    }

    /** A node with an output for each wish. */
    List<Edge> nodes(String op, List<String> wishes, List<@Nullable Edge> inputs, Attribute... attributes) {
        List<Edge> outputs = wishes.stream().map(Edge::new).toList();
        nodes.add(new OnnxNode(op, inputs, outputs, Arrays.asList(attributes)));
        return outputs;
    }

    /** Gives an edge the name of a declared tensor, if it has none: a tensor may be the same value as another. */
    void declare(Edge edge, String name, TensorType type) {
        if (edge.name == null) {
            edge.name = free(name);
            described.put(edge, type);
        }
    }

    /** Makes an edge an output of the graph under a name. */
    void output(Edge edge, String name, TensorType type) {
        Edge own = name.equals(edge.name) && !outputs.containsKey(edge) ? edge : node("Identity", name, List.of(edge));
        if (own.name == null) {
            own.name = free(name);
        }
        described.remove(own);
        outputs.put(own, type);
    }

    /** The {@code GraphProto}, without the values of the parameters. */
    Proto build(String name) {
        removeUnread();
        constants.keySet().forEach(this::nameEdge);
        nodes.forEach(node -> node.outputs().forEach(this::nameEdge));
        Proto graph = new Proto();
        nodes.forEach(node -> graph.message(1, message(node)));
        graph.text(2, name);
        constants.forEach((edge, tensor) -> graph.message(5, named(tensor, edge)));
        inputs.forEach((edge, type) -> graph.message(11, Tensors.info(edge.requireName(), type)));
        outputs.forEach((edge, type) -> graph.message(12, Tensors.info(edge.requireName(), type)));
        described.forEach((edge, type) -> graph.message(13, Tensors.info(edge.requireName(), type)));
        return graph;
    }

    /** Exports write all that a layer gives, also what nobody takes. */
    private void removeUnread() {
        needed.addAll(outputs.keySet());
        for (int i = nodes.size() - 1; i >= 0; i--) {
            OnnxNode node = nodes.get(i);
            if (Collections.disjoint(node.outputs(), needed)) {
                nodes.remove(i);
            } else {
                node.inputs().stream().filter(Objects::nonNull).forEach(needed::add);
            }
        }
        constants.keySet().retainAll(needed);
        described.keySet().retainAll(needed);
    }

    private static Proto named(Proto tensor, Edge edge) {
        return tensor.text(8, edge.requireName());
    }

    /** A node is called as its first output is. */
    private static Proto message(OnnxNode node) {
        Proto message = new Proto();
        int last = IntStream.range(0, node.inputs().size())
                .filter(i -> node.inputs().get(i) != null)
                .max()
                .orElse(-1);
        for (Edge input : node.inputs().subList(0, last + 1)) {
            message.text(1, input == null ? "" : input.requireName());
        }
        node.outputs().forEach(output -> message.text(2, output.requireName()));
        message.text(3, node.outputs().get(0).requireName()).text(4, node.op());
        node.attributes().forEach(attribute -> message.message(5, attribute.proto()));
        return message;
    }

    private void nameEdge(Edge edge) {
        if (edge.name == null) {
            edge.name = free(edge.wish);
        }
    }

    private String free(String wish) {
        String name = wish;
        for (int i = 2; !taken.add(name); i++) {
            name = wish + "_" + i;
        }
        return name;
    }
}
