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
    public Attribute {
        numbers = List.copyOf(numbers);
        integers = List.copyOf(integers);
        texts = List.copyOf(texts);
    }
}
