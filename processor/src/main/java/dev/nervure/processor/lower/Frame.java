package dev.nervure.processor.lower;

import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where nodes stand while they are lowered: at the top of a unit, or within a layer that is short for a graph of others.
 * Such a layer keeps one method; its tensors and parameters bear its name before theirs.
 */
final class Frame {
    final Map<Node, Value> values = new HashMap<>();
    private final @Nullable Frame outer;
    private final String layer;
    private final String path;

    /** The top of a unit. */
    Frame() {
        this(null, "", "");
    }

    private Frame(@Nullable Frame outer, String layer, String path) {
        this.outer = outer;
        this.layer = layer;
        this.path = path;
    }

    /** Within the layer of a node. */
    Frame within(Node node) {
        return new Frame(this, layer(node), path(node));
    }

    /** The layer whose method holds the steps of a node. */
    String layer(Node node) {
        return outer == null ? node.name() : layer;
    }

    /** The name of a value that a node needs. */
    String name(Node node) {
        return outer == null
                ? node.name()
                : layer
                        + Character.toUpperCase(node.name().charAt(0))
                        + node.name().substring(1);
    }

    /** The full name of a parameter, or path of parameters. */
    String path(String own) {
        return path.isEmpty() || own.isEmpty() ? path + own : path + "." + own;
    }

    /** Where the names of a node's parameters begin. */
    String path(Node node) {
        return path(node.layer().path(node.name()));
    }
}
