package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Exports node by node in canonical order, through the layers that stand for graphs of others. */
final class Exporter {
    final GraphBuilder graph;
    private final Map<String, Skeleton.Table> tables = new HashMap<>();
    private final List<Skeleton.Table> inOrder = new ArrayList<>();
    private Frame frame = new Frame();

    Exporter(GraphBuilder graph) {
        this.graph = graph;
    }

    void export(Node node) {
        String name = frame.name(node);
        Scope scope = new Scope(node, name, this);
        Edge edge = scope.withoutAddedBatch(Exports.export(node.layer(), scope));
        graph.declare(edge, name, node.type());
        frame.edges.put(node, edge);
    }

    /** The value of a node's tensor. */
    Edge edge(Node node) {
        return Objects.requireNonNull(frame.edges.get(node), node::toString);
    }

    /** Further outputs of a node's layer, from 1. */
    void parts(Node node, List<Edge> edges) {
        frame.parts.put(node, edges);
    }

    /** Output {@code i} of a node's layer. */
    Edge part(Node node, int i) {
        return i == 0
                ? edge(node)
                : Objects.requireNonNull(frame.parts.get(node), node::toString).get(i - 1);
    }

    Edge parameter(String own) {
        return graph.parameter(frame.path(own));
    }

    /** A table of positions; layers that need the same one share it. */
    Edge table(String kind, int steps, int size, float base) {
        String key = kind + " " + steps + " " + size + " " + base;
        Skeleton.Table table = tables.computeIfAbsent(key, k -> {
            String alike = "tables/" + kind + "_" + steps + "x" + size;
            long same = inOrder.stream().filter(t -> t.name().startsWith(alike)).count();
            Skeleton.Table added = new Skeleton.Table(same == 0 ? alike : alike + "_" + (same + 1), steps, size, base);
            inOrder.add(added);
            return added;
        });
        return graph.parameter(table.name());
    }

    List<Skeleton.Table> tables() {
        return List.copyOf(inOrder);
    }

    /**
     * Exports the graph that a layer stands for.
     *
     * @param layer the path of the parameters and the names within, such as {@code encoder}
     * @param result what its result is called
     */
    Edge inline(Block block, String path, String layer, String result, List<Edge> inputs) {
        Frame outer = frame;
        frame = outer.within(path, layer, block.result(), result);
        for (int i = 0; i < inputs.size(); i++) {
            frame.edges.put(block.inputs().get(i), inputs.get(i));
        }
        block.nodes().stream().filter(node -> !block.inputs().contains(node)).forEach(this::export);
        Edge edge = edge(block.result());
        frame = outer;
        return edge;
    }

    static List<TensorType> types(Node node) {
        return node.inputs().stream().map(Node::type).toList();
    }
}
