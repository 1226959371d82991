package dev.nervure.processor.onnx;

import java.util.List;
import java.util.Map;

/**
 * A graph: nodes in an order in which each one comes after those that it reads.
 *
 * @param name its name
 * @param nodes the nodes, in order
 * @param initializers the numbers that the file brings, by name
 * @param inputs what the graph is given; without those that have an initializer
 * @param outputs what it gives
 */
public record OnnxGraph(
        String name,
        List<OnnxNode> nodes,
        Map<String, Literal> initializers,
        List<ValueInfo> inputs,
        List<ValueInfo> outputs) {
    public OnnxGraph {
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
