package dev.nervure.dsl.network;

import java.util.List;

/**
 * A parameter of the network: a node of the graph in its own right, which any number of layers may read.
 *
 * @param name PyTorch's name; a layer gives it relative to the layer's path, the network in full
 * @param shape PyTorch's shape
 * @param initial the distribution of its initial values
 * @param trainable whether training changes it; false for statistics and for layers declared with {@code trainable =
 *     false}
 */
public record ParameterSpec(String name, List<Integer> shape, InitialValues initial, boolean trainable) {
    public ParameterSpec {
        shape = List.copyOf(shape);
    }

    /** The number of values. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /**
     * The same parameter below a path; an empty path changes nothing. A parameter without a name of its own takes the
     * path as its name.
     */
    public ParameterSpec under(String path) {
        boolean both = !name.isEmpty() && !path.isEmpty();
        return new ParameterSpec(both ? path + "." + name : path + name, shape, initial, trainable);
    }
}
