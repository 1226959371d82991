package dev.nervure.processor.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of a node. One of the components holds the value, the others are empty.
 *
 * @param number a float
 * @param integer an integer
 * @param text text
 * @param tensor a tensor, or null
 * @param graph a graph within the graph, or null
 * @param numbers floats
 * @param integers integers
 * @param texts several texts
 */
public record Attribute(
        float number,
        long integer,
        String text,
        @Nullable Literal tensor,
        @Nullable OnnxGraph graph,
        List<Float> numbers,
        List<Long> integers,
        List<String> texts) {
    /** An attribute that is an integer. */
    public static Attribute of(long integer) {
        return new Attribute(0, integer, "", null, null, List.of(), List.of(), List.of());
    }

    /** An attribute that is integers. */
    public static Attribute of(List<Integer> integers) {
        List<Long> wide = integers.stream().map(Integer::longValue).toList();
        return new Attribute(0, 0, "", null, null, List.of(), wide, List.of());
    }

    public Attribute {
        numbers = List.copyOf(numbers);
        integers = List.copyOf(integers);
        texts = List.copyOf(texts);
    }
}
