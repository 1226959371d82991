package dev.nervure.runtime;

import java.util.List;

/**
 * Describes a tensor and the layer that computes it.
 *
 * @param tensor its name, such as {@code hidden}, or {@code encoder.layers.3.hidden} in a block that repeats
 * @param kind the layer that computes it: the simple name of its annotation
 * @param function the layer's activation, such as {@code RELU}; empty if it has none
 * @param shape the sizes of one sample; those of a variable length are at the maximum
 * @param channelsFirst whether the units lie along the first axis, as in images; otherwise along the last
 * @param integers whether its values are {@code int}, otherwise {@code float}
 * @param parameters the names of the parameters that the layer reads
 */
public record LayerInfo(
        String tensor,
        String kind,
        String function,
        List<Integer> shape,
        boolean channelsFirst,
        boolean integers,
        List<String> parameters) {
    /**
     * A description with copies of the lists.
     *
     * @param tensor its name, such as {@code hidden}, or {@code encoder.layers.3.hidden} in a block that repeats
     * @param kind the layer that computes it: the simple name of its annotation
     * @param function the layer's activation, such as {@code RELU}; empty if it has none
     * @param shape the sizes of one sample; those of a variable length are at the maximum
     * @param channelsFirst whether the units lie along the first axis, as in images; otherwise along the last
     * @param integers whether its values are {@code int}, otherwise {@code float}
     * @param parameters the names of the parameters that the layer reads
     */
    public LayerInfo {
        shape = List.copyOf(shape);
        parameters = List.copyOf(parameters);
    }

    /**
     * The number of values of one sample.
     *
     * @return the product of the sizes, in floats or ints; at the maximum where an axis is variable
     */
    public int size() {
        return shape.stream().reduce(1, (a, b) -> a * b);
    }

    /**
     * The number of units: neurons, channels or features.
     *
     * @return the size of the first axis if {@link #channelsFirst}, otherwise of the last; 1 for a single value
     */
    public int units() {
        return shape.isEmpty() ? 1 : shape.get(channelsFirst ? 0 : shape.size() - 1);
    }
}
