package dev.nervure.processor.onnx.translate;

import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import java.util.List;

/**
 * Sizes that hang on symbols: what operators make of the shape of a value.
 *
 * @param dims none for one size, or the number of sizes
 * @param sizes the sizes
 */
public record Sizes(List<Size> dims, List<Size> sizes) implements Value {
    public Sizes {
        dims = List.copyOf(dims);
        sizes = List.copyOf(sizes);
    }

    /** Sizes along one axis, or one alone. */
    public static Value of(List<Size> sizes, boolean scalar) {
        return new Sizes(scalar ? List.of() : List.of(Size.of(sizes.size())), sizes).simple();
    }

    /** The same; plain numbers, if no symbol is among the sizes. */
    public Value simple() {
        return sizes.stream().allMatch(Size::constant)
                ? new Known(Literal.of(
                        DataType.INT64,
                        dims.stream().map(dim -> Math.toIntExact(dim.value())).toList(),
                        sizes.stream().mapToLong(Size::value).toArray()))
                : this;
    }

    @Override
    public DataType type() {
        return DataType.INT64;
    }
}
