package dev.nervure.processor.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input or an output of a graph, as the file describes it.
 *
 * @param name its name
 * @param type the type of its values; null if the file does not say, or if it is no tensor
 * @param dims its sizes; null if the file does not say how many there are
 */
public record ValueInfo(
        String name, @Nullable DataType type, @Nullable List<Dimension> dims) {
    /**
     * A size.
     *
     * @param size the size; −1 if it is open
     * @param symbol what the file calls an open size; two of one name need not be one size
     */
    public record Dimension(long size, String symbol) {
        @Override
        public String toString() {
            return size >= 0 ? Long.toString(size) : symbol.isEmpty() ? "?" : symbol;
        }
    }
}
