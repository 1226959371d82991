package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.network.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where nodes stand while they are exported: at the top of the network, or within a layer or a turn of a block. */
final class Frame {
    final Map<Node, Edge> edges = new HashMap<>();
    final Map<Node, List<Edge>> parts = new HashMap<>();
    private final String names;
    private final String path;
    private final @Nullable Node result;
    private final String resultName;

    /** The top of a network. */
    Frame() {
        this("", "", null, "");
    }

    private Frame(String names, String path, @Nullable Node result, String resultName) {
        this.names = names;
        this.path = path;
        this.result = result;
        this.resultName = resultName;
    }

    /** Within a layer, which has a path for parameters, a name for those of its tensors, and a result. */
    Frame within(String ownPath, String name, Node result, String resultName) {
        return new Frame(name + "/", path + ownPath + (ownPath.isEmpty() ? "" : "."), result, resultName);
    }

    /** The name of a node's tensor in the graph. */
    String name(Node node) {
        return node.equals(result) ? resultName : names + node.name();
    }

    /** The full name of a parameter. */
    String path(String own) {
        return path + own;
    }
}
