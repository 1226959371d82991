package dev.nervure.dsl.network;

import dev.nervure.dsl.layer.Layer;
import java.util.List;

/**
 * One named tensor of a checked network and the layer that computes it.
 *
 * @param name the tensor's name
 * @param layer the layer that computes it
 * @param inputs the tensors that the layer reads, in the layer's order
 * @param type its shape and the type of its values
 * @param parameters the parameters that the layer reads, by their full names
 */
public record Node(String name, Layer layer, List<Node> inputs, TensorType type, List<ParameterSpec> parameters) {
    public Node {
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
    }

    /** Two nodes are equal only if they are the same object. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return name + " " + type.shape();
    }
}
