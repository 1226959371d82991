package dev.nervure.processor.onnx;

import java.util.List;
import java.util.Map;

/**
 * A node of a graph: one operator at work.
 *
 * @param name its name in the file, often empty
 * @param domain the set of operators; empty for ONNX's own
 * @param operator such as {@code Conv}
 * @param inputs the names of the values that it reads; an empty one is left out
 * @param outputs the names of the values that it gives; an empty one is not wanted
 * @param attributes by name
 */
public record OnnxNode(
        String name,
        String domain,
        String operator,
        List<String> inputs,
        List<String> outputs,
        Map<String, Attribute> attributes) {
    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Map.copyOf(attributes);
    }

    /** The operator with its domain, if that is not ONNX's own. */
    public String kind() {
        return domain.isEmpty() ? operator : domain + "." + operator;
    }

    /** What messages call the node: its name, or else that of its first output. */
    public String label() {
        return !name.isEmpty()
                ? name
                : outputs.stream().filter(o -> !o.isEmpty()).findFirst().orElse(operator);
    }
}
