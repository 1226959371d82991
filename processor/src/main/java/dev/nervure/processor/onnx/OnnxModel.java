package dev.nervure.processor.onnx;

import java.util.List;
import java.util.Map;

/**
 * A file, read.
 *
 * @param producer the program that wrote it, with its version
 * @param opsets the version of each set of operators, by domain; ONNX's own is called ""
 * @param functions operators that the file defines itself, by domain and name: {@code "domain.name"}
 * @param metadata what the file says about itself, by key
 * @param graph the graph
 */
public record OnnxModel(
        String producer,
        Map<String, Integer> opsets,
        Map<String, Function> functions,
        Map<String, String> metadata,
        OnnxGraph graph) {
    public OnnxModel {
        opsets = Map.copyOf(opsets);
        functions = Map.copyOf(functions);
        metadata = Map.copyOf(metadata);
    }

    /** The version of ONNX's own operators. */
    public int opset() {
        return opsets.getOrDefault("", 1);
    }

    /**
     * An operator that stands for a graph.
     *
     * @param inputs the names of what it reads
     * @param outputs the names of what it gives
     * @param nodes the nodes, in order
     * @param opsets the versions that its nodes speak
     */
    public record Function(
            List<String> inputs, List<String> outputs, List<OnnxNode> nodes, Map<String, Integer> opsets) {
        public Function {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            nodes = List.copyOf(nodes);
            opsets = Map.copyOf(opsets);
        }
    }
}
