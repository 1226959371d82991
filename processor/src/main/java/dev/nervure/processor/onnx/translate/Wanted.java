package dev.nervure.processor.onnx.translate;

import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.OnnxGraph;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.OnnxNode;
import dev.nervure.processor.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The part of a graph that some of its values need. What nobody wants cannot stand in the way. */
final class Wanted {
    private Wanted() {}

    /**
     * A model whose outputs are these values, in this order, without what only others need.
     *
     * @param outputs names of values; empty for the outputs of the graph
     */
    static OnnxModel of(OnnxModel model, List<String> outputs) {
        OnnxGraph graph = model.graph();
        Map<String, ValueInfo> described =
                graph.outputs().stream().collect(Collectors.toMap(ValueInfo::name, info -> info, (a, b) -> a));
        List<ValueInfo> wanted = outputs.isEmpty()
                ? graph.outputs()
                : outputs.stream()
                        .map(name -> described.getOrDefault(name, new ValueInfo(name, null, null)))
                        .toList();
        Set<String> needed = wanted.stream().map(ValueInfo::name).collect(Collectors.toCollection(HashSet::new));
        List<OnnxNode> nodes = new ArrayList<>();
        List<OnnxNode> backwards = new ArrayList<>(graph.nodes());
        Collections.reverse(backwards);
        for (OnnxNode node : backwards) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                nodes.add(node);
                read(node, needed);
            }
        }
        Collections.reverse(nodes);
        List<ValueInfo> inputs = graph.inputs().stream()
                .filter(input -> needed.contains(input.name()))
                .toList();
        OnnxGraph part = new OnnxGraph(graph.name(), nodes, graph.initializers(), inputs, wanted);
        return new OnnxModel(model.producer(), model.opsets(), model.functions(), model.metadata(), part);
    }

    /** All names that a node reads, those of graphs within it too. */
    private static void read(OnnxNode node, Set<String> needed) {
        needed.addAll(node.inputs());
        for (Attribute attribute : node.attributes().values()) {
            OnnxGraph inner = attribute.graph();
            if (inner != null) {
                inner.nodes().forEach(within -> read(within, needed));
                inner.outputs().forEach(output -> needed.add(output.name()));
            }
        }
    }
}
