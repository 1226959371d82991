package dev.nervure.processor.onnx.export;

import org.jspecify.annotations.Nullable;

/**
 * One value of an ONNX graph, from the node that computes it to those that read it. Declared tensors give their edges
 * their names; the others are named when all declared names are known.
 */
final class Edge {
    /** The name that an edge would like which no declaration names. */
    final String wish;

    @Nullable
    String name;

    Edge(String wish) {
        this.wish = wish;
    }

    /** The name, once all edges have one. */
    String requireName() {
        if (name == null) {
            throw new IllegalStateException(wish + " has no name yet");
        }
        return name;
    }
}
